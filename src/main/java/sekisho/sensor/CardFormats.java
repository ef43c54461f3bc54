package sekisho.sensor;

import sekisho.site.Bytes;
import sekisho.site.CredentialId;

import java.util.List;

/// The formats that a reader's cards have.
///
/// @param all in the order in which they are tried; where there is none for so many bits, a card is
///   known by all of its bits
public record CardFormats(List<CardFormat> all) {
    /// Cards are known by all of their bits, as `<bits>:<hexadecimal>`.
    public static final CardFormats RAW = new CardFormats(List.of());

    public CardFormats {
        all = List.copyOf(all);
    }

    /// What a card was read as.
    ///
    /// @param sound the bits make sense in their format; if not, the credential is the raw bits
    public record Read(CredentialId credential, boolean sound) {}

    /// Reads a card.
    ///
    /// @param data the bits, the first one highest in the first byte
    public Read read(int bits, Bytes data) {
        boolean sound = true;
        for (CardFormat format : all) {
            if (format.bits() == bits) {
                if (format.isSound(data)) {
                    return new Read(format.credential(data), true);
                }
                sound = false;
            }
        }
        return new Read(new CredentialId(bits + ":" + data.hex()), sound);
    }
}
