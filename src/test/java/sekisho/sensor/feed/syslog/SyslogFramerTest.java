package sekisho.sensor.feed.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.sensor.feed.syslog.SyslogFramer.Framed;
import sekisho.site.Bytes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

class SyslogFramerTest {
    private static final String ONE = "<34>1 - panel acs - - - door 1\nopened";
    private static final String TWO = "<34>1 - panel acs - - - door 2";

    private final SyslogFramer framer = new SyslogFramer();
    private final List<Framed> framed = new ArrayList<>();

    @Test
    void cutsMessagesBehindTheirLengthHoweverTheStreamIsCut() {
        byte[] stream = bytes(counted(ONE) + counted(TWO) + counted(ONE));
        for (int cut = 0; cut <= stream.length; cut++) {
            framed.clear();
            framer.accept(Arrays.copyOf(stream, cut), framed::add);
            framer.accept(Arrays.copyOfRange(stream, cut, stream.length), framed::add);
            assertThat(texts()).as("cut at %d", cut).containsExactly(ONE, TWO, ONE);
            assertThat(framer.held()).isZero();
        }
    }

    @Test
    void cutsMessagesAtLineEndsHoweverTheStreamIsCut() {
        byte[] stream = bytes(TWO + "\n" + TWO + "\r\n\n" + TWO + "\n");
        for (int piece = 1; piece <= stream.length; piece++) {
            framed.clear();
            for (int at = 0; at < stream.length; at += piece) {
                framer.accept(
                        Arrays.copyOfRange(stream, at, Math.min(at + piece, stream.length)),
                        framed::add);
            }
            assertThat(texts()).as("pieces of %d", piece).hasSize(3);
            assertThat(texts()).allMatch(text -> text.strip().equals(TWO));
        }
    }

    @Test
    void takesBothFormsOnOneConnection() {
        framer.accept(bytes(counted(ONE) + "\n" + TWO + "\n" + counted(TWO)), framed::add);
        assertThat(texts()).containsExactly(ONE, TWO, TWO);
    }

    @Test
    void findsTheMessagesBehindOneThatIsTooLong() {
        String large = "x".repeat(SyslogFramer.LENGTH_MAX + 1);
        for (String stream : List.of(counted(large) + counted(TWO), large + "\n" + counted(TWO))) {
            framed.clear();
            for (byte[] piece : pieces(bytes(stream), 1000)) {
                framer.accept(piece, framed::add);
            }
            assertThat(framed.getLast()).isEqualTo(new Framed.Message(Bytes.of(bytes(TWO))));
            assertThat(noise()).isGreaterThan(SyslogFramer.LENGTH_MAX);
        }
    }

    @Test
    void tellsOfTheHalfMessageAtWhichAConnectionBrokeOff() {
        framer.accept(bytes(counted(TWO) + "99 <34>1 - pan"), framed::add);
        framer.end(framed::add);
        assertThat(texts()).containsExactly(TWO);
        assertThat(noise()).isEqualTo("99 <34>1 - pan".length());
        assertThat(framer.held()).isZero();
    }

    @Test
    void takesALineThatBeginsWithANumberForALine() {
        framer.accept(bytes("2026-11-21 door\n12345678 9\n"), framed::add);
        assertThat(texts()).containsExactly("2026-11-21 door", "12345678 9");
    }

    @Test
    void accountsForEveryByteOfAnyStream() {
        for (long seed = 1; seed <= 3000; seed++) {
            var random = new Random(seed);
            byte[] stream = stream(random);
            framed.clear();
            var one = new SyslogFramer();
            for (byte[] piece : pieces(stream, 1 + random.nextInt(40))) {
                one.accept(piece, framed::add);
            }
            one.end(framed::add);
            assertThat(left(stream)).as("seed %d", seed).matches("[0-9 \\n\\r\\x00]*");
        }
    }

    /// What of a stream stands in none of the pieces that came out.
    private String left(byte[] stream) {
        String whole = text(stream);
        var left = new StringBuilder();
        int at = 0;
        for (Framed one : framed) {
            String piece = text(bytes(one));
            int found = whole.indexOf(piece, at);
            assertThat(found).as("%s comes behind %d", one, at).isNotNegative();
            left.append(whole, at, found);
            at = found + piece.length();
        }
        return left.append(whole, at, whole.length()).toString();
    }

    private static byte[] stream(Random random) {
        var stream = new StringBuilder();
        for (int i = random.nextInt(8); i >= 0; i--) {
            String message = random.nextBoolean() ? ONE : TWO;
            switch (random.nextInt(4)) {
                case 0 -> stream.append(counted(message));
                case 1 -> stream.append(message).append('\n');
                case 2 -> stream.append(counted(message), 0, random.nextInt(message.length()));
                default -> stream.append((char) random.nextInt(128));
            }
        }
        return bytes(stream.toString());
    }

    private List<String> texts() {
        return framed.stream()
                .filter(Framed.Message.class::isInstance)
                .map(one -> text(bytes(one)))
                .toList();
    }

    private long noise() {
        return framed.stream()
                .filter(Framed.Noise.class::isInstance)
                .mapToInt(one -> bytes(one).length)
                .sum();
    }

    private static byte[] bytes(Framed framed) {
        return switch (framed) {
            case Framed.Message(Bytes bytes) -> bytes.toArray();
            case Framed.Noise(Bytes bytes, _) -> bytes.toArray();
        };
    }

    private static List<byte[]> pieces(byte[] stream, int size) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length; at += size) {
            pieces.add(Arrays.copyOfRange(stream, at, Math.min(at + size, stream.length)));
        }
        return pieces;
    }

    private static String counted(String message) {
        return message.length() + " " + message;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
