package sekisho.sensor.serial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sekisho.site.Bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Every kind of format on a line that cuts, disturbs and breaks off.
class SerialFramerTest {

    /// A format, two frames of it, and their fields.
    enum Line {
        /// The frames of the data sheet: 0C000621A5 with the check 8E.
        TEXT_WITH_CHECK(
                shipped("em4100-ascii"),
                Literal.parse("STX '0C000621A58E' CR LF ETX"),
                Map.of("Card", "40:0c000621a5"),
                Literal.parse("STX '62E3086CED08' CR LF ETX"),
                Map.of("Card", "40:62e3086ced")),
        BINARY_WITH_A_LENGTH(
                shipped("station-xor"),
                Literal.parse("AA 00 06 00 00 16 0F F4 7F 94 BB"),
                Map.of("Station", "0", "Status", "0", "Card", "160ff47f"),
                Literal.parse("AA 00 09 00 00 04 AA BA 3A 8E BB 80 92 BB"),
                Map.of("Station", "0", "Status", "0", "Card", "04aaba3a8ebb80")),
        BINARY_WITH_AN_END_AND_A_CRC(
                described(
                        """
                        start: 7E
                        end: CR LF
                        check: {kind: crc16-ccitt, over: 1..-5, at: -4..-3}
                        fields:
                          - {name: Card, at: 1..-5, as: bytes}
                        """),
                crcFrame("0d0a01"),
                Map.of("Card", "0d0a01"),
                crcFrame("7e0d0a7e22"),
                Map.of("Card", "7e0d0a7e22"));

        final SerialFormat format;
        final Bytes one;
        final Map<String, String> oneSays;
        final Bytes other;
        final Map<String, String> otherSays;

        Line(
                SerialFormat format,
                Bytes one,
                Map<String, String> oneSays,
                Bytes other,
                Map<String, String> otherSays) {
            this.format = format;
            this.one = one;
            this.oneSays = oneSays;
            this.other = other;
            this.otherSays = otherSays;
        }
    }

    private final List<Framed> pieces = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void readsAFrameHoweverTheLineCutsIt(Line line) {
        for (int cut = 0; cut <= line.one.size(); cut++) {
            for (int again = cut; again <= line.one.size(); again++) {
                var framer = new SerialFramer(line.format);
                framer.accept(line.one.part(0, cut), pieces::add);
                framer.accept(line.one.part(cut, again), pieces::add);
                framer.accept(line.one.from(again), pieces::add);
                assertThat(pieces)
                        .as("cut at %d and %d", cut, again)
                        .containsExactly(new Framed.Whole(line.one, line.oneSays));
                assertThat(framer.held()).isZero();
                pieces.clear();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsFramesThatCameTogether(Line line) {
        var framer = new SerialFramer(line.format);
        framer.accept(line.one.then(line.other).then(line.one), pieces::add);
        assertThat(pieces)
                .containsExactly(
                        new Framed.Whole(line.one, line.oneSays),
                        new Framed.Whole(line.other, line.otherSays),
                        new Framed.Whole(line.one, line.oneSays));
    }

    @ParameterizedTest
    @EnumSource
    void findsAFrameBehindNoise(Line line) {
        Bytes noise = Literal.parse("00 FF 41 'hello' CR LF 00");
        var framer = new SerialFramer(line.format);
        framer.accept(noise.then(line.one), pieces::add);
        assertThat(said()).containsExactly(line.oneSays);
        assertThat(pieces.getFirst()).isEqualTo(new Framed.Noise(noise, "no start of a frame"));
    }

    @ParameterizedTest
    @EnumSource
    void findsTheFramesBehindOneThatBrokeOff(Line line) {
        for (int cut = 1; cut < line.other.size(); cut++) {
            var framer = new SerialFramer(line.format);
            framer.accept(line.other.part(0, cut), pieces::add);
            for (int i = 0; i < 3; i++) {
                framer.accept(line.one, pieces::add);
            }
            framer.giveUp(pieces::add);
            assertThat(said())
                    .as("broken off after %d", cut)
                    .containsExactly(line.oneSays, line.oneSays, line.oneSays);
            assertThat(total()).isEqualTo(cut + 3 * line.one.size());
            pieces.clear();
        }
    }

    @ParameterizedTest
    @EnumSource
    void believesNoFrameWithAFlippedBit(Line line) {
        for (int bit = 0; bit < line.one.size() * 8; bit++) {
            byte[] flipped = line.one.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            var framer = new SerialFramer(line.format);
            framer.accept(Bytes.of(flipped).then(line.other), pieces::add);
            framer.giveUp(pieces::add);
            List<Map<String, String>> said = said();
            // The case of a letter is no part of a hexadecimal digit.
            said.remove(line.oneSays);
            assertThat(said).as("bit %d", bit).containsExactly(line.otherSays);
            pieces.clear();
        }
    }

    @ParameterizedTest
    @EnumSource
    void accountsForEveryByteOfAnyStream(Line line) {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            Bytes stream = Bytes.NONE;
            for (int i = 0; i < 12; i++) {
                byte[] noise = new byte[random.nextInt(40)];
                random.nextBytes(noise);
                Bytes next =
                        switch (random.nextInt(4)) {
                            case 0 -> Bytes.of(noise);
                            case 1 -> line.one.part(0, random.nextInt(line.one.size()));
                            case 2 -> line.one;
                            default -> line.other;
                        };
                stream = stream.then(next);
            }
            var framer = new SerialFramer(line.format);
            for (int from = 0; from < stream.size(); ) {
                int until = Math.min(stream.size(), from + 1 + random.nextInt(50));
                framer.accept(stream.part(from, until), pieces::add);
                from = until;
            }
            framer.giveUp(pieces::add);
            Bytes told = Bytes.NONE;
            for (Framed piece : pieces) {
                told = told.then(piece.bytes());
            }
            assertThat(told).as("seed %d", seed).isEqualTo(stream);
            assertThat(framer.held()).isZero();
            pieces.clear();
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsNoMoreThanTwoFramesOfALineThatNeverEnds(Line line) {
        var framer = new SerialFramer(line.format);
        Bytes start = line.one.part(0, 1);
        for (int i = 0; i < 5000; i++) {
            framer.accept(start, pieces::add);
            assertThat(framer.held()).isLessThanOrEqualTo(2 * line.format.max());
        }
        framer.giveUp(pieces::add);
        assertThat(total()).isEqualTo(5000);
    }

    private List<Map<String, String>> said() {
        List<Map<String, String>> said = new ArrayList<>();
        for (Framed piece : pieces) {
            if (piece instanceof Framed.Whole(_, Map<String, String> fields)) {
                said.add(fields);
            }
        }
        return said;
    }

    private int total() {
        return pieces.stream().mapToInt(piece -> piece.bytes().size()).sum();
    }

    private static SerialFormat shipped(String name) {
        try {
            return Formats.shipped(name);
        } catch (sekisho.config.Misconfigured e) {
            throw new AssertionError(e);
        }
    }

    private static SerialFormat described(String yaml) {
        try {
            return Formats.of(yaml);
        } catch (sekisho.config.Misconfigured e) {
            throw new AssertionError(e);
        }
    }

    private static Bytes crcFrame(String hex) {
        Bytes data = Bytes.ofHex(hex);
        int crc = Checksum.CRC16_CCITT.of(data);
        Bytes check = Bytes.of((byte) (crc >> 8), (byte) crc);
        return Bytes.ofHex("7e").then(data).then(check).then(Bytes.ofHex("0d0a"));
    }
}
