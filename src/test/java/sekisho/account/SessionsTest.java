package sekisho.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

class SessionsTest {
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T00:00:00Z"));

    @TempDir private Path folder;
    private Path file;
    private Sessions sessions;

    @BeforeEach
    void open() {
        file = folder.resolve("sessions.json");
        sessions = Sessions.open(file, clock);
    }

    @Test
    void aSessionIsKnownUntilItIsClosed() {
        String id = sessions.open("gate");
        assertThat(sessions.use(id)).isEqualTo("gate");
        assertThat(sessions.close(id)).isEqualTo("gate");
        assertThat(sessions.use(id)).isNull();
        assertThat(sessions.close(id)).isNull();
    }

    @Test
    void idsAreLongAndNeverTheSame() {
        assertThat(sessions.open("gate"))
                .hasSizeGreaterThanOrEqualTo(43)
                .isNotEqualTo(sessions.open("gate"));
    }

    @Test
    void nobodysIdIsNobody() {
        assertThat(sessions.use(null)).isNull();
        assertThat(sessions.use("")).isNull();
        assertThat(sessions.close(null)).isNull();
    }

    @Test
    void aSessionInUseStaysAndAnIdleOneEnds() {
        String used = sessions.open("gate");
        String idle = sessions.open("audit");
        for (int hour = 0; hour < 9; hour++) {
            assertThat(sessions.use(used)).as("hour %d", hour).isEqualTo("gate");
            clock.pass(Duration.ofHours(1));
        }
        assertThat(sessions.use(idle)).isNull();
        clock.pass(Sessions.IDLE.plusMillis(1));
        assertThat(sessions.use(used)).isNull();
    }

    @Test
    void aSessionOutlivesTheProcess() {
        String id = sessions.open("gate");
        assertThat(Sessions.open(file, clock).use(id)).isEqualTo("gate");
        sessions.close(id);
        assertThat(Sessions.open(file, clock).use(id)).isNull();
    }

    @Test
    void theFileHoldsNothingToSignInWith() {
        String id = sessions.open("gate");
        assertThat(file).content().doesNotContain(id).contains("gate");
    }

    @Test
    void aFileThatCantBeReadCountsAsEmpty() throws Exception {
        Files.writeString(file, "{");
        assertThat(Sessions.open(file, clock).use(sessions.open("x"))).isNull();
    }
}
