package sekisho.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import sekisho.site.Bytes;
import sekisho.site.CredentialId;

import java.util.List;
import java.util.Random;

class CardFormatTest {
    static final List<CardFormat> KNOWN = CardFormat.KNOWN;

    /// The bits of each format, worked out by hand from its layout.
    @ParameterizedTest
    @CsvSource({
        // even(0:1-12) facility 100 = 01100100, number 58400 = 1110010000100000, odd(25:13-24)
        "h10301, 26, 0 01100100 1110 010000100000 1, h10301:100-58400",
        "h10306, 34, 0 0000000000000011 0000000000000101 1, h10306:3-5",
        "h10302, 37, 1 00000000000000000 1 00000000000000000 0, h10302:131072",
        "h10304, 37, 1 0000000000000000 01 00000000000000000 0, h10304:0-131072",
    })
    void bitsOnTheWireMeanACard(String name, int bits, String wire, String card) {
        CardFormat format = format(name);
        Bytes data = data(wire.replace(" ", ""), bits);

        assertThat(new CardFormats(List.of(format)).read(bits, data))
                .isEqualTo(new CardFormats.Read(new CredentialId(card), true));
    }

    @Test
    void theBitInTheMiddleOf37BelongsToBothParities() {
        Bytes data = CardFormat.H10302.data(0, 1L << 17);
        for (int parity : new int[] {0, 36}) {
            assertThat(CardFormat.H10302.isSound(flipped(data, parity))).isFalse();
        }
        assertThat(CardFormat.H10302.isSound(flipped(flipped(data, 0), 18))).isFalse();
        assertThat(CardFormat.H10302.isSound(flipped(flipped(flipped(data, 0), 18), 36))).isTrue();
    }

    @ParameterizedTest
    @FieldSource("KNOWN")
    void everyFlippedBitOfACardIsAParityErrorAndTheRawBitsAreKept(CardFormat format) {
        var formats = new CardFormats(List.of(format));
        var random = new Random(format.bits());
        for (int i = 0; i < 200; i++) {
            Bytes data = format.data(random.nextLong(), random.nextLong());
            assertThat(formats.read(format.bits(), data).sound()).isTrue();
            for (int bit = 0; bit < format.bits(); bit++) {
                Bytes bad = flipped(data, bit);
                assertThat(formats.read(format.bits(), bad))
                        .isEqualTo(
                                new CardFormats.Read(
                                        new CredentialId(format.bits() + ":" + bad.hex()), false));
            }
        }
    }

    @ParameterizedTest
    @FieldSource("KNOWN")
    void aCardThatIsWrittenIsReadBack(CardFormat format) {
        assertThat(format.credential(format.data(5, 9)).value())
                .isEqualTo(format.name() + (format.facility() == null ? ":9" : ":5-9"));
    }

    @Test
    void theFirstFormatWhoseParityHoldsIsTaken() {
        var formats = new CardFormats(List.of(CardFormat.H10304, CardFormat.H10302));
        Bytes data = CardFormat.H10302.data(0, 7);

        assertThat(formats.read(37, data).credential().value()).isEqualTo("h10304:0-7");
    }

    @Test
    void otherLengthsAreKnownByAllTheirBits() {
        assertThat(new CardFormats(KNOWN).read(32, Bytes.ofHex("7f00d1a2")))
                .isEqualTo(new CardFormats.Read(new CredentialId("32:7f00d1a2"), true));
        assertThat(CardFormats.RAW.read(26, Bytes.ofHex("3a5f0140")))
                .isEqualTo(new CardFormats.Read(new CredentialId("26:3a5f0140"), true));
    }

    @Test
    void aFormatMustFitIntoItsBits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CardFormat("mine", 26, null, new CardFormat.Field(1, 26), List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new CardFormat(
                                "mine",
                                26,
                                null,
                                new CardFormat.Field(1, 24),
                                List.of(CardFormat.Parity.even(0, 1, 26))));
    }

    private static CardFormat format(String name) {
        return KNOWN.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    private static Bytes data(String wire, int bits) {
        assertThat(wire).hasSize(bits);
        var bytes = new byte[(bits + 7) / 8];
        for (int i = 0; i < bits; i++) {
            if (wire.charAt(i) == '1') {
                bytes[i / 8] |= (byte) (0x80 >> i % 8);
            }
        }
        return Bytes.of(bytes);
    }

    private static Bytes flipped(Bytes data, int bit) {
        byte[] bytes = data.toArray();
        bytes[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return Bytes.of(bytes);
    }
}
