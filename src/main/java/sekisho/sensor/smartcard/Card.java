package sekisho.sensor.smartcard;

import sekisho.site.Bytes;

/// A card as a reader tells of it.
///
/// @param number its UID (4, 7 or 10 bytes), or its IDm where it is a FeliCa card (8 bytes)
record Card(Bytes number, Kind kind) {

    /// Asks a reader for the number of the card on it (PC/SC part 3, GET DATA).
    static final Bytes ASK_NUMBER = Bytes.ofHex("ffca000000");

    /// Why a card without a steady number has no credential.
    static final String RANDOM_NUMBER = "the card has another number every time";

    private static final int OK = 0x9000;

    /// ISO 14443-3: a number of four bytes that begins so is made anew whenever the card is laid
    /// down.
    private static final int RANDOM = 0x08;

    /// What a card is, by its answer to reset.
    enum Kind {
        FELICA,
        MIFARE_CLASSIC,
        MIFARE_ULTRALIGHT,
        /// Another memory card.
        STORAGE,
        /// A processor card, such as an identity card.
        PROCESSOR
    }

    /// What a reader answered is no number.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String why) {
            super(why);
        }
    }

    /// Reads the answer to [#ASK_NUMBER].
    static Card of(Bytes atr, Bytes answer) throws Unreadable {
        int data = answer.size() - 2;
        if (data < 0) {
            throw new Unreadable("the reader answered with nothing");
        }
        int status = answer.at(data) << 8 | answer.at(data + 1);
        if (status != OK) {
            throw new Unreadable("the card tells no number (answer %04X)".formatted(status));
        }
        Bytes number = answer.part(0, data);
        return switch (data) {
            case 4, 7, 8, 10 -> new Card(number, kind(atr));
            default -> throw new Unreadable("a number of " + data + " bytes");
        };
    }

    /// Whether it has the same number every time; one that has not can be enrolled for nobody.
    boolean isSteady() {
        return number.size() != 4 || number.at(0) != RANDOM;
    }

    /// PC/SC part 3, 3.1.3.2.3: a memory card's answer to reset is made by the reader, and names
    /// the card. All others are processor cards.
    private static Kind kind(Bytes atr) {
        String hex = atr.hex();
        int at = hex.indexOf("4f0ca000000306");
        if (at < 0 || hex.length() < at + 20) {
            return Kind.PROCESSOR;
        }
        return switch (hex.substring(at + 16, at + 20)) {
            case "0001", "0002" -> Kind.MIFARE_CLASSIC;
            case "0003" -> Kind.MIFARE_ULTRALIGHT;
            case "003b" -> Kind.FELICA;
            default -> Kind.STORAGE;
        };
    }
}
