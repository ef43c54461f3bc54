package sekisho.sensor.serial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.site.Bytes;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Frames to fields, and what a format may not say.
class SerialCodecTest {

    /// The check of "123456789" is listed in catalogues of checks.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "XOR, 31",
        "SUM, DD",
        "LRC, 23",
        "CRC16_CCITT, 29B1",
        "CRC16_XMODEM, 31C3",
        "CRC16_MODBUS, 4B37",
    })
    void computesTheChecksOfTheCatalogue(Checksum kind, String check) {
        Bytes digits = Bytes.of("123456789".getBytes(StandardCharsets.US_ASCII));
        assertThat("%X".formatted(kind.of(digits))).isEqualTo(check);
    }

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        "31 32 41 7E, text, 12A~",
        "31 7F, text, ",
        "31 32 61 46, hex, 12aF",
        "31 32 61 47, hex, ",
        "30 30 37, decimal, 007",
        "30 30 41, decimal, ",
        "12 34, bcd, 1234",
        "1A 34, bcd, ",
        "01 00 00 00, number, 16777216",
        "01 00 00 00, number-low-first, 1",
        "FF FF FF FF FF FF FF FF, number, 18446744073709551615",
        "00 FF, bytes, 00ff",
    })
    void readsAField(String bytes, String as, String value) throws Exception {
        var format =
                Formats.of(
                        """
                        start: AA
                        end: 55
                        fields: [{name: Field, at: 1..-2, as: %s}]
                        """
                                .formatted(as));
        Framed read = new SerialCodec(format).read(Literal.parse("AA " + bytes + " 55"));
        if (value == null) {
            assertThat(read).isInstanceOf(Framed.Noise.class);
        } else {
            assertThat(((Framed.Whole) read).fields()).isEqualTo(Map.of("Field", value));
        }
    }

    /// 26 bits, facility 1, card 2: the last 26 of 32, or the first.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "'02 02 00 04', last, h10301:1-2",
        "'80 80 01 00', first, h10301:1-2",
        "'02 02 00 05', last, ",
    })
    void readsACardByItsFormatAndKeepsOneWhoseParityIsWrong(String bytes, String end, String card)
            throws Exception {
        var format =
                Formats.of(
                        """
                        start: AA
                        length: 6
                        check: {kind: xor, over: 1..4, at: 5}
                        fields:
                          - {name: Card, at: 1..4, as: bytes, bits: 26, bits-are: %s,
                             formats: [h10301]}
                        """
                                .formatted(end));
        Bytes data = Literal.parse(bytes);
        Bytes frame = Bytes.ofHex("aa").then(data).then(Bytes.of((byte) Checksum.XOR.of(data)));
        Framed read = new SerialCodec(format).read(frame);
        assertThat(read)
                .isEqualTo(
                        card == null
                                ? new Framed.Refused(frame, "a card whose parity does not hold")
                                : new Framed.Whole(frame, Map.of("Card", card)));
    }

    @Test
    void readsLinesOfTextByPatterns() throws Exception {
        var format =
                Formats.of(
                        """
                        end: CR LF
                        patterns: ['^(?<Door>\\w+) (?<Event>OPEN|SHUT)$', '^CARD (?<Card>\\d+)$']
                        """);
        var framer = new SerialFramer(format);
        var pieces = new java.util.ArrayList<Framed>();
        framer.accept(
                Literal.parse("'MAIN OPEN' CR LF 'CARD 77' CR LF 'hello' CR LF"), pieces::add);
        assertThat(pieces)
                .containsExactly(
                        new Framed.Whole(
                                Literal.parse("'MAIN OPEN' CR LF"),
                                Map.of("Door", "MAIN", "Event", "OPEN")),
                        new Framed.Whole(Literal.parse("'CARD 77' CR LF"), Map.of("Card", "77")),
                        new Framed.Noise(Literal.parse("'hello' CR LF"), "no pattern fits"));
    }

    @Test
    void theTailOfALineThatIsTooLongIsNoLine() throws Exception {
        var format = Formats.of("end: LF\nmax: 10\npatterns: ['(?<Card>\\d+)$']");
        var framer = new SerialFramer(format);
        var pieces = new java.util.ArrayList<Framed>();
        framer.accept(Literal.parse("'aaaaaaaaaaaaaaaaaaaaaaaaaaa77' LF '78' LF"), pieces::add);
        assertThat(pieces.stream().filter(Framed.Whole.class::isInstance))
                .containsExactly(new Framed.Whole(Literal.parse("'78' LF"), Map.of("Card", "78")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/serial/faults.txt", delimiter = '|')
    void everyFaultOfAFormatHasItsPlaceAndSaysWhatWouldBeRight(String yaml, String fault) {
        assertThat(Formats.faults(yaml.replace('¶', '\n')))
                .anySatisfy(told -> assertThat(told).contains(fault));
    }

    @ParameterizedTest
    @CsvSource({"em4100-ascii", "station-xor"})
    void theShippedFormatsHaveNoFault(String name) throws Exception {
        assertThat(Formats.shipped(name).fields()).isNotEmpty();
    }

    @Test
    void bytesAreShownAsPeopleReadThem() {
        assertThat(Literal.readable(Literal.parse("STX 'Az ~' 7F 0C FF CR")))
                .isEqualTo("<STX>Az ~<7F><0C><FF><CR>");
    }
}
