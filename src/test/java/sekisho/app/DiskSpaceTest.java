package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;

import sekisho.site.Recording;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

class DiskSpaceTest {
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");
    private static final long GB = 1_000_000_000;

    private final DiskSpace space = new DiskSpace(Path.of("data"), () -> NINE);

    @Test
    void lessThanAGigabyteIsLowUntilThereIsMore() {
        space.look(NINE, GB);
        assertThat(space.low()).isNull();

        space.look(NINE.plusSeconds(10), GB - 1);
        Recording low = requireNonNull(space.low());
        assertThat(low.state()).isEqualTo(Recording.State.LOW_SPACE);
        assertThat(low.takesFacts()).isTrue();
        assertThat(low.reason()).isEqualTo("999 MB are left in data");

        space.look(NINE.plusSeconds(20), GB - 2);
        assertThat(requireNonNull(space.low()).since()).isEqualTo(NINE.plusSeconds(10));
        space.look(NINE.plusSeconds(30), GB);
        assertThat(space.low()).isNull();
    }

    @Test
    void lessThanADayAtTheLastHoursRateIsLow() {
        use(Duration.ofMinutes(60), 230 * GB, 10 * GB);
        assertThat(requireNonNull(space.low()).reason())
                .endsWith("enough for 23 hours at the present rate");
    }

    @Test
    void moreThanADayIsEnough() {
        use(Duration.ofMinutes(60), 250 * GB, 10 * GB);
        assertThat(space.low()).isNull();
    }

    @Test
    void afterAMomentNothingIsSaidOfTheRate() {
        use(Duration.ofMinutes(9), 2 * GB, 10 * GB);
        assertThat(space.low()).isNull();
    }

    /// Looks every minute while space is used up at a rate.
    private void use(Duration span, long left, long perHour) {
        for (long minute = span.toMinutes(); minute >= 0; minute--) {
            space.look(NINE.minus(Duration.ofMinutes(minute)), left + minute * perHour / 60);
        }
    }
}
