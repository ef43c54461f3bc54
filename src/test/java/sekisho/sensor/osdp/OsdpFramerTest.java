package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sekisho.site.Bytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class OsdpFramerTest {
    private static final List<String> CAPTURES =
            List.of(
                    "poll",
                    "identify",
                    "identity",
                    "capabilities",
                    "card-26-bits",
                    "characters",
                    "keys",
                    "inputs",
                    "tampered",
                    "ack-checksum",
                    "nak-sequence",
                    "busy");

    private static final Bytes CARD = Capture.of("card-26-bits");
    private static final Bytes TAMPERED = Capture.of("tampered");

    private final OsdpFramer framer = new OsdpFramer();
    private final List<Framed> pieces = new ArrayList<>();

    @ParameterizedTest
    @MethodSource("captures")
    void readsAFrameHoweverTheLineCutsIt(String name) {
        Bytes whole = Capture.of(name);
        for (int cut = 0; cut <= whole.size(); cut++) {
            deliver(whole.part(0, cut));
            deliver(whole.from(cut));
            assertThat(frames()).as("cut at %d", cut).hasSize(1);
            assertThat(noise()).isEmpty();
            pieces.clear();
        }
        for (int i = 0; i < whole.size(); i++) {
            deliver(whole.part(i, i + 1));
        }
        assertThat(frames()).hasSize(1);
    }

    @Test
    void writesAFrameAsTheLineCarriedIt() {
        deliver(CARD);
        assertThat(frames().getFirst().encoded()).isEqualTo(CARD);
        pieces.clear();
        Bytes withMark = Capture.of("ack-checksum");
        deliver(withMark);
        assertThat(frames().getFirst().encoded()).isEqualTo(withMark.from(1));
    }

    static List<String> captures() {
        return CAPTURES;
    }

    @ParameterizedTest
    @MethodSource("captures")
    void readsAnyFrameBehindNoiseBehindABrokenOneAndBesideItself(String name) {
        Bytes whole = Capture.of(name);
        deliver(whole.then(whole));
        assertThat(frames()).hasSize(2);
        pieces.clear();
        deliver(Bytes.ofHex("8055aa").then(whole));
        assertThat(frames()).hasSize(1);
        assertThat(noise()).hasSize(1);
        pieces.clear();
        for (int cut = 1; cut < whole.size(); cut++) {
            deliver(whole.part(0, cut).then(whole).then(whole).then(whole));
            framer.giveUp(pieces::add);
            assertThat(frames()).as("broken off after %d", cut).hasSize(3);
            pieces.clear();
        }
    }

    @ParameterizedTest
    @MethodSource("captures")
    void believesNoCaptureWithAFlippedBit(String name) {
        Bytes whole = Capture.of(name);
        Bytes frame = whole.at(0) == 0xFF ? whole.from(1) : whole;
        for (int bit = 0; bit < frame.size() * 8; bit++) {
            byte[] flipped = frame.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            deliver(Bytes.of(flipped));
            framer.giveUp(pieces::add);
            assertThat(frames()).as("bit %d", bit).isEmpty();
            pieces.clear();
        }
    }

    @Test
    void readsFramesThatComeTogether() {
        deliver(CARD.then(TAMPERED).then(CARD));
        assertThat(frames()).hasSize(3);
        assertThat(noise()).isEmpty();
    }

    @Test
    void takesMarksForALineAtRest() {
        deliver(Bytes.ofHex("ffff").then(CARD).then(Bytes.ofHex("ff")).then(TAMPERED));
        assertThat(frames()).hasSize(2);
        assertThat(noise()).isEmpty();
    }

    @Test
    void readsAFrameBehindNoise() {
        for (String noise :
                List.of("00", "8055aa", "5385", "53ffff", "530400", "53850600", "5353")) {
            deliver(Bytes.ofHex(noise).then(CARD));
            framer.giveUp(pieces::add);
            assertThat(frames()).as("behind %s", noise).containsExactly(only(CARD));
            assertThat(noise()).as("behind %s", noise).isNotEmpty();
            pieces.clear();
        }
    }

    @Test
    void findsTheFramesBehindOneThatBrokeOff() {
        for (int cut = 1; cut < CARD.size(); cut++) {
            deliver(CARD.part(0, cut).then(TAMPERED).then(TAMPERED).then(TAMPERED));
            framer.giveUp(pieces::add);
            assertThat(frames()).as("broken off after %d", cut).hasSize(3);
            pieces.clear();
        }
    }

    @Test
    void findsAFrameInsideWhatABrokenOneClaimedOnceTheLineIsSilent() {
        Bytes claim = Bytes.ofHex("5385a005");
        deliver(claim.then(TAMPERED));
        assertThat(frames()).isEmpty();
        framer.giveUp(pieces::add);
        assertThat(frames()).containsExactly(only(TAMPERED));
        assertThat(framer.held()).isZero();
    }

    @Test
    void believesNoFrameWithAFlippedBit() {
        for (int bit = 0; bit < CARD.size() * 8; bit++) {
            byte[] flipped = CARD.toArray();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            deliver(Bytes.of(flipped));
            framer.giveUp(pieces::add);
            assertThat(frames()).as("bit %d", bit).isEmpty();
            assertThat(pieces.stream().mapToInt(Framed::size).sum()).isEqualTo(CARD.size());
            pieces.clear();
        }
    }

    @Test
    void waitsForNoFrameThatIsTooLongOrTooShort() {
        for (int length : new int[] {0, 6, OsdpFrame.LENGTH_MAX + 1, 0xFFFF}) {
            byte[] header = {0x53, (byte) 0x85, (byte) length, (byte) (length >> 8)};
            deliver(Bytes.of(header));
            assertThat(framer.held()).as("length %d", length).isZero();
        }
        deliver(Bytes.ofHex("5385a005"));
        assertThat(framer.held()).isEqualTo(4);
    }

    @Test
    void keepsASecurityBlockApartFromTheData() {
        var secured =
                OsdpFrame.secured(5, true, 2, Bytes.ofHex("0217"), 0x40, Bytes.ofHex("01020304"));
        deliver(secured.encoded());
        assertThat(frames()).containsExactly(secured);
    }

    @Test
    void believesNoSecurityBlockThatIsLongerThanItsFrame() {
        for (int claimed : new int[] {0, 1, 3, 0xFF}) {
            byte[] bytes =
                    OsdpFrame.secured(5, true, 2, Bytes.ofHex("0217"), 0x40, Bytes.NONE)
                            .encoded()
                            .toArray();
            bytes[5] = (byte) claimed;
            FrameCheck.CRC.write(bytes, 0, bytes.length - 2);
            deliver(Bytes.of(bytes));
            framer.giveUp(pieces::add);
            assertThat(frames()).as("a block of %d", claimed).isEmpty();
            pieces.clear();
        }
    }

    @Test
    void accountsForEveryByteOfAnyStream() {
        for (long seed = 1; seed <= 2000; seed++) {
            var random = new Random(seed);
            var anyFramer = new OsdpFramer();
            var found = new ArrayList<Framed>();
            int delivered = 0;
            for (int i = 0; i < 20; i++) {
                Bytes piece = anyPiece(random);
                delivered += piece.size();
                anyFramer.accept(piece, found::add);
                assertThat(found.stream().mapToInt(Framed::size).sum() + anyFramer.held())
                        .as("seed %d", seed)
                        .isEqualTo(delivered);
            }
            anyFramer.giveUp(found::add);
            assertThat(found.stream().mapToInt(Framed::size).sum())
                    .as("seed %d", seed)
                    .isEqualTo(delivered);
            assertThat(anyFramer.held()).as("seed %d", seed).isZero();
        }
    }

    private static Bytes anyPiece(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> CARD;
            case 1 -> CARD.part(0, random.nextInt(CARD.size()));
            case 2 -> TAMPERED.from(random.nextInt(TAMPERED.size()));
            default -> {
                byte[] noise = new byte[random.nextInt(30)];
                random.nextBytes(noise);
                for (int i = 0; i < noise.length; i++) {
                    noise[i] = random.nextInt(5) == 0 ? OsdpFrame.START : noise[i];
                }
                yield Bytes.of(noise);
            }
        };
    }

    private void deliver(Bytes bytes) {
        framer.accept(bytes, pieces::add);
    }

    private List<OsdpFrame> frames() {
        return pieces.stream()
                .filter(Framed.Whole.class::isInstance)
                .map(piece -> ((Framed.Whole) piece).frame())
                .toList();
    }

    private List<Framed> noise() {
        return pieces.stream().filter(Framed.Noise.class::isInstance).toList();
    }

    private static OsdpFrame only(Bytes bytes) {
        var found = new ArrayList<Framed>();
        new OsdpFramer().accept(bytes, found::add);
        return ((Framed.Whole) found.getFirst()).frame();
    }
}
