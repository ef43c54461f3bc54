package sekisho.sensor.osdp;

import sekisho.site.Bytes;

import java.nio.charset.StandardCharsets;

/// A command to code and data, and back. Total, as [OsdpReplies] is.
public final class OsdpCommands {
    private static final int POLL = 0x60;
    private static final int ID = 0x61;
    private static final int CAP = 0x62;
    private static final int LSTAT = 0x64;
    private static final int ISTAT = 0x65;
    private static final int OSTAT = 0x66;
    private static final int RSTAT = 0x67;
    private static final int LED = 0x69;
    private static final int BUZ = 0x6A;
    private static final int TEXT = 0x6B;
    private static final int COMSET = 0x6E;

    private static final int KEYSET = 0x75;
    private static final int CHLNG = 0x76;
    private static final int SCRYPT = 0x77;

    private static final int KEY_SIZE = 16;
    private static final int RANDOM_SIZE = 8;
    private static final int LED_SIZE = 14;
    private static final int SET_TEMPORARY = 2;
    private static final int BUZ_SIZE = 5;
    private static final int DEFAULT_TONE = 2;
    private static final int TEXT_HEADER = 6;
    private static final int FOR_A_WHILE = 4;

    private OsdpCommands() {}

    /// What a frame to a reader asks; which key a handshake means stands in its security block.
    public static OsdpCommand read(OsdpFrame frame) {
        boolean defaultKey = frame.block().size() > 2 && frame.block().at(2) == 0;
        return switch (read(frame.code(), frame.data())) {
            case OsdpCommand.Challenge(_, Bytes random) ->
                    new OsdpCommand.Challenge(defaultKey, random);
            case OsdpCommand.Prove(_, Bytes cryptogram) ->
                    new OsdpCommand.Prove(defaultKey, cryptogram);
            case OsdpCommand other -> other;
        };
    }

    /// What a code and its data ask.
    static OsdpCommand read(int code, Bytes data) {
        return switch (code) {
            case POLL -> new OsdpCommand.Poll();
            case ID -> new OsdpCommand.Identify();
            case CAP -> new OsdpCommand.AskCapabilities();
            case LSTAT -> new OsdpCommand.AskLocalStatus();
            case ISTAT -> new OsdpCommand.AskInputs();
            case OSTAT -> new OsdpCommand.AskOutputs();
            case RSTAT -> new OsdpCommand.AskReaders();
            case LED -> shine(data);
            case BUZ -> sound(data);
            case TEXT -> show(data);
            case COMSET ->
                    data.size() == 5
                            ? new OsdpCommand.SetCommunication(
                                    data.at(0), OsdpReplies.little(data, 1))
                            : new OsdpCommand.Other(COMSET, data);
            case KEYSET -> setKey(data);
            case CHLNG ->
                    data.size() == RANDOM_SIZE
                            ? new OsdpCommand.Challenge(false, data)
                            : new OsdpCommand.Other(CHLNG, data);
            case SCRYPT ->
                    data.size() == KEY_SIZE
                            ? new OsdpCommand.Prove(false, data)
                            : new OsdpCommand.Other(SCRYPT, data);
            default -> new OsdpCommand.Other(code, data);
        };
    }

    /// The frame in which we say it, in the clear; a handshake has its security block.
    public static OsdpFrame frame(OsdpCommand command, int address, int sequence) {
        int code = code(command);
        Bytes data = data(command);
        return switch (command) {
            case OsdpCommand.Challenge(boolean defaultKey, _) ->
                    OsdpFrame.secured(
                            address, false, sequence, handshake(0x11, defaultKey), code, data);
            case OsdpCommand.Prove(boolean defaultKey, _) ->
                    OsdpFrame.secured(
                            address, false, sequence, handshake(0x13, defaultKey), code, data);
            default -> OsdpFrame.plain(address, false, sequence, code, data);
        };
    }

    /// The security block of a handshake: its kind, and which key is meant.
    public static Bytes handshake(int kind, boolean defaultKey) {
        return Bytes.of((byte) 3, (byte) kind, (byte) (defaultKey ? 0 : 1));
    }

    static int code(OsdpCommand command) {
        return switch (command) {
            case OsdpCommand.Poll _ -> POLL;
            case OsdpCommand.Identify _ -> ID;
            case OsdpCommand.AskCapabilities _ -> CAP;
            case OsdpCommand.AskLocalStatus _ -> LSTAT;
            case OsdpCommand.AskInputs _ -> ISTAT;
            case OsdpCommand.AskOutputs _ -> OSTAT;
            case OsdpCommand.AskReaders _ -> RSTAT;
            case OsdpCommand.Shine _ -> LED;
            case OsdpCommand.Sound _ -> BUZ;
            case OsdpCommand.Show _ -> TEXT;
            case OsdpCommand.SetCommunication _ -> COMSET;
            case OsdpCommand.SetKey _ -> KEYSET;
            case OsdpCommand.Challenge _ -> CHLNG;
            case OsdpCommand.Prove _ -> SCRYPT;
            case OsdpCommand.Other other -> other.code();
        };
    }

    static Bytes data(OsdpCommand command) {
        return switch (command) {
            case OsdpCommand.Poll _,
                    OsdpCommand.AskLocalStatus _,
                    OsdpCommand.AskInputs _,
                    OsdpCommand.AskOutputs _,
                    OsdpCommand.AskReaders _ ->
                    Bytes.NONE;
            // The kind of answer we want: the standard one.
            case OsdpCommand.Identify _, OsdpCommand.AskCapabilities _ -> Bytes.of((byte) 0);
            case OsdpCommand.Shine shine -> shine(shine);
            case OsdpCommand.Sound(int reader, int on, int off, int count) ->
                    Bytes.of(
                            (byte) reader,
                            (byte) DEFAULT_TONE,
                            (byte) on,
                            (byte) off,
                            (byte) count);
            case OsdpCommand.Show(int reader, int seconds, String text) ->
                    show(reader, seconds, text);
            case OsdpCommand.SetCommunication(int address, long baud) ->
                    Bytes.of((byte) address).then(OsdpReplies.little(baud));
            case OsdpCommand.SetKey(Bytes key) -> Bytes.of((byte) 1, (byte) key.size()).then(key);
            case OsdpCommand.Challenge(_, Bytes random) -> random;
            case OsdpCommand.Prove(_, Bytes cryptogram) -> cryptogram;
            case OsdpCommand.Other(_, Bytes data) -> data;
        };
    }

    /// A temporary setting; the permanent half (the last five bytes) says "leave it as it is".
    private static Bytes shine(OsdpCommand.Shine shine) {
        return Bytes.of(
                (byte) shine.reader(),
                (byte) shine.led(),
                (byte) SET_TEMPORARY,
                (byte) shine.on(),
                (byte) shine.off(),
                (byte) shine.color().ordinal(),
                (byte) OsdpCommand.Color.BLACK.ordinal(),
                (byte) shine.duration(),
                (byte) (shine.duration() >> 8),
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0,
                (byte) 0);
    }

    private static OsdpCommand shine(Bytes data) {
        OsdpCommand.Color[] colors = OsdpCommand.Color.values();
        if (data.size() != LED_SIZE || data.at(2) != SET_TEMPORARY || data.at(5) >= colors.length) {
            return new OsdpCommand.Other(LED, data);
        }
        return new OsdpCommand.Shine(
                data.at(0), data.at(1), colors[data.at(5)], data.at(3), data.at(4), data.u16(7));
    }

    /// In the first row and column, wrapped, for a while.
    private static Bytes show(int reader, int seconds, String text) {
        byte[] characters = text.getBytes(StandardCharsets.US_ASCII);
        return Bytes.of(
                        (byte) reader,
                        (byte) FOR_A_WHILE,
                        (byte) seconds,
                        (byte) 1,
                        (byte) 1,
                        (byte) characters.length)
                .then(Bytes.of(characters));
    }

    private static OsdpCommand show(Bytes data) {
        boolean fits =
                data.size() >= TEXT_HEADER
                        && data.at(1) == FOR_A_WHILE
                        && data.at(3) == 1
                        && data.at(4) == 1
                        && data.size() == TEXT_HEADER + data.at(5)
                        && isAscii(data.from(TEXT_HEADER));
        return fits
                ? new OsdpCommand.Show(
                        data.at(0),
                        data.at(2),
                        new String(data.from(TEXT_HEADER).toArray(), StandardCharsets.US_ASCII))
                : new OsdpCommand.Other(TEXT, data);
    }

    private static boolean isAscii(Bytes characters) {
        for (int i = 0; i < characters.size(); i++) {
            if (characters.at(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    /// Kind 1 is the base key of the secure channel; there is no other.
    private static OsdpCommand setKey(Bytes data) {
        boolean fits = data.size() == 2 + KEY_SIZE && data.at(0) == 1 && data.at(1) == KEY_SIZE;
        return fits ? new OsdpCommand.SetKey(data.from(2)) : new OsdpCommand.Other(KEYSET, data);
    }

    private static OsdpCommand sound(Bytes data) {
        return data.size() == BUZ_SIZE && data.at(1) == DEFAULT_TONE
                ? new OsdpCommand.Sound(data.at(0), data.at(2), data.at(3), data.at(4))
                : new OsdpCommand.Other(BUZ, data);
    }
}
