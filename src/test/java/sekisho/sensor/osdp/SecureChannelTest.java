package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Bytes;

import java.util.Objects;
import java.util.Random;

class SecureChannelTest {
    private static final Bytes OURS = Bytes.ofHex("b0b1b2b3b4b5b6b7");
    private static final Bytes THEIRS = Bytes.ofHex("a0a1a2a3a4a5a6a7");
    private static final SecureKeys KEYS = SecureKeys.derive(OsdpKeys.DEFAULT, OURS);

    private final Bytes first = KEYS.firstMac(KEYS.serverCryptogram(OURS, THEIRS));
    private final SecureChannel panel = new SecureChannel(KEYS, first);
    private final SecureChannel reader = new SecureChannel(KEYS, first);

    @Test
    void opensAtOneEndWhatTheOtherSealed() {
        for (long seed = 1; seed <= 500; seed++) {
            var random = new Random(seed);
            for (int i = 0; i < 2; i++) {
                byte[] data = new byte[random.nextInt(40)];
                random.nextBytes(data);
                OsdpFrame plain = frame(i == 1, Bytes.of(data));
                OsdpFrame sealed = (i == 1 ? reader : panel).seal(plain);
                OsdpFrame opened = (i == 1 ? panel : reader).open(sealed);
                assertThat(opened).as("seed %d", seed).isNotNull();
                assertThat(Objects.requireNonNull(opened).data())
                        .as("seed %d", seed)
                        .isEqualTo(Bytes.of(data));
                assertThat(opened.code()).isEqualTo(plain.code());
            }
        }
    }

    @Test
    void hidesDataAndSaysByItsBlockWhetherThereAreAny() {
        OsdpFrame empty = panel.seal(frame(false, Bytes.NONE));
        assertThat(empty.block().hex()).isEqualTo("0215");
        assertThat(empty.data().size()).isEqualTo(4);
        OsdpFrame full = panel.seal(frame(false, Bytes.ofHex("2a5f1c40")));
        assertThat(full.block().hex()).isEqualTo("0217");
        assertThat(full.data().hex()).doesNotContain("2a5f1c40");
        assertThat(full.data().size()).isEqualTo(20);
        assertThat(reader.seal(frame(true, Bytes.NONE)).block().hex()).isEqualTo("0216");
        assertThat(reader.seal(frame(true, Bytes.ofHex("01"))).block().hex()).isEqualTo("0218");
    }

    @Test
    void opensNothingThatWasChangedByOneBit() {
        OsdpFrame sealed = panel.seal(frame(false, Bytes.ofHex("2a5f1c40")));
        for (int bit = 0; bit < sealed.data().size() * 8; bit++) {
            byte[] data = sealed.data().toArray();
            data[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(reader.open(with(sealed, sealed.code(), Bytes.of(data)))).isNull();
        }
        assertThat(reader.open(with(sealed, sealed.code() ^ 1, sealed.data()))).isNull();
        assertThat(reader.open(sealed)).as("untouched").isNotNull();
    }

    @Test
    void opensNothingTwice() {
        OsdpFrame command = panel.seal(frame(false, Bytes.NONE));
        assertThat(reader.open(command)).isNotNull();
        OsdpFrame reply = reader.seal(frame(true, Bytes.ofHex("01")));
        assertThat(panel.open(reply)).isNotNull();
        panel.seal(frame(false, Bytes.NONE));
        assertThat(panel.open(reply)).isNull();
    }

    @Test
    void opensNothingThatIsTooShortOrOfAnotherKind() {
        assertThat(panel.open(with(reader.seal(frame(true, Bytes.NONE)), 0x40, Bytes.ofHex("01"))))
                .isNull();
        OsdpFrame command = panel.seal(frame(false, Bytes.NONE));
        var asReply =
                new OsdpFrame(
                        command.address(),
                        true,
                        command.control(),
                        command.block(),
                        command.code(),
                        command.data());
        assertThat(panel.open(asReply)).isNull();
    }

    @Test
    void knowsKeysThatAnybodyCouldGuess() {
        assertThat(OsdpKeys.isWeak(OsdpKeys.DEFAULT)).isTrue();
        assertThat(OsdpKeys.isWeak(Bytes.of(new byte[16]))).isTrue();
        assertThat(OsdpKeys.isWeak(Bytes.ofHex("0123456701234567012345670123456701234567")))
                .isTrue();
        assertThat(OsdpKeys.isWeak(Bytes.ofHex("100f0e0d0c0b0a090807060504030201"))).isTrue();
        assertThat(OsdpKeys.isWeak(Bytes.ofHex("9f3ac0125be87d44a6113f0c92d5e771"))).isFalse();
    }

    private static OsdpFrame frame(boolean reply, Bytes data) {
        return OsdpFrame.plain(5, reply, 1, reply ? 0x50 : 0x69, data);
    }

    private static OsdpFrame with(OsdpFrame frame, int code, Bytes data) {
        return new OsdpFrame(
                frame.address(), frame.reply(), frame.control(), frame.block(), code, data);
    }
}
