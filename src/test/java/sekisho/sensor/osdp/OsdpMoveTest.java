package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import sekisho.simulation.reader.VirtualReader;
import sekisho.simulation.reader.VirtualReader.Moving;
import sekisho.site.Bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A reader is given another address and speed, in virtual time.
class OsdpMoveTest {
    private static final OsdpMove.Setting BEFORE = new OsdpMove.Setting(5, 9_600);
    private static final OsdpMove.Setting WANTED = new OsdpMove.Setting(7, 115_200);
    private static final Bytes KEY = Bytes.ofHex("9f3ac0125be87d44a6113f0c92d5e771");

    private final VirtualReader reader = new VirtualReader(5);
    private OsdpMove move = new OsdpMove(VirtualLine.config(reader), () -> null, BEFORE, WANTED);

    @Test
    void theReaderIsFoundAsItIsToBe() {
        assertThat(moved()).isEqualTo(WANTED);
        assertThat(reader.address()).isEqualTo(7);
        assertThat(reader.baud()).isEqualTo(115_200);
    }

    @Test
    void aReaderOnASecureChannelIsToldThere() {
        reader.key(KEY);
        var keys = new FakeKeys(KEY);
        var config = VirtualLine.config(reader).with(new OsdpSecurity.Secure(null));
        move =
                new OsdpMove(
                        config,
                        () -> SecureSetup.of(config, keys, VirtualLine.START),
                        BEFORE,
                        WANTED);
        assertThat(moved()).isEqualTo(WANTED);
    }

    @Test
    void aReaderWhoseAnswerIsLostIsFoundAllTheSame() {
        reader.moving(Moving.WITHOUT_A_WORD);
        assertThat(moved()).isEqualTo(WANTED);
    }

    @Test
    void aReaderThatTakesOnlyTheAddressIsFoundWhereItSays() {
        reader.moving(Moving.ADDRESS_ONLY);
        assertThat(moved()).isEqualTo(new OsdpMove.Setting(7, 9_600));
    }

    @Test
    void aReaderThatDoesNotDoAsItSaysIsFoundAsBefore() {
        reader.moving(Moving.NOT_AT_ALL);
        assertThat(moved()).isEqualTo(BEFORE);
        assertThat(Objects.requireNonNull(move.outcome()).moved()).isFalse();
        assertThat(Objects.requireNonNull(move.outcome()).words()).contains("as before");
    }

    @Test
    void aReaderThatCannotBeSetStaysAsItIs() {
        reader.moving(Moving.REFUSED);
        assertThat(moved()).isEqualTo(BEFORE);
        assertThat(Objects.requireNonNull(move.outcome()).words()).contains("can't be set");
    }

    @Test
    void whereNoReaderIsMetNothingIsSet() {
        reader.silence(true);
        assertThat(moved()).isNull();
        assertThat(Objects.requireNonNull(move.outcome()).words()).contains("no reader is met");
    }

    /// How the reader is reached in the end.
    private OsdpMove.@Nullable Setting moved() {
        Instant now = VirtualLine.START;
        while (move.outcome() == null) {
            OsdpMove.Setting open = move.setting();
            move.opened(now);
            while (move.outcome() == null && move.setting().equals(open)) {
                List<Bytes> sent = new ArrayList<>();
                move.elapse(now, sent::add);
                now = now.plus(Duration.ofMillis(5));
                for (Bytes bytes : sent) {
                    answer(bytes, open.baud(), now);
                }
            }
            assertThat(Duration.between(VirtualLine.START, now)).isLessThan(Duration.ofMinutes(1));
        }
        return Objects.requireNonNull(move.outcome()).setting();
    }

    private void answer(Bytes sent, int baud, Instant now) {
        List<Framed> heard = new ArrayList<>();
        new OsdpFramer().accept(sent, heard::add);
        OsdpFrame command = ((Framed.Whole) heard.getFirst()).frame();
        if (baud == reader.baud() && command.address() == reader.address()) {
            Bytes answer = reader.answer(command);
            if (answer != null) {
                move.received(answer, now, _ -> {});
            }
        }
    }
}
