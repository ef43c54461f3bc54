package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class ClockWatchTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private final ClockWatch watch = new ClockWatch();

    /// An agent whose clock is so far ahead, over a link that takes so long each way.
    private @Nullable Duration echo(long aheadMs, long thereMs, long backMs) {
        Instant received = NOW.plusMillis(thereMs + aheadMs);
        Instant replied = received.plusMillis(40);
        return watch.echoed(NOW, received, replied, NOW.plusMillis(thereMs + 40 + backMs));
    }

    @Test
    void aClockThatIsRightIsNotToldOf() {
        assertThat(echo(0, 5, 5)).isNull();
        assertThat(echo(900, 5, 5)).isNull();
        assertThat(echo(-900, 5, 5)).isNull();
    }

    @Test
    void theOffsetIsExactWhereBothWaysTakeAsLong() {
        assertThat(echo(1500, 200, 200)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void eachChangeIsToldOnce() {
        assertThat(echo(-2000, 5, 5)).isEqualTo(Duration.ofSeconds(-2));
        assertThat(echo(-2000, 5, 5)).isNull();
        assertThat(echo(-6000, 5, 5)).isEqualTo(Duration.ofSeconds(-6));
        assertThat(echo(-7000, 5, 5)).isNull();
        assertThat(echo(-10, 5, 5)).isEqualTo(Duration.ofMillis(-10));
        assertThat(echo(-10, 5, 5)).isNull();
    }

    @Test
    void aClockThatMovesOnIsToldAgain() {
        assertThat(echo(6000, 5, 5)).isNotNull();
        assertThat(echo(10_900, 5, 5)).isNull();
        assertThat(echo(11_100, 5, 5)).isNotNull();
        assertThat(echo(-11_100, 5, 5)).isEqualTo(Duration.ofMillis(-11_100));
    }

    @Test
    void aSlowLinkIsNotTakenForAWrongClock() {
        assertThat(echo(0, 3000, 0)).as("off by 1.5 s, give or take 1.5 s").isNull();
        assertThat(echo(0, 0, 12_000)).isNull();
    }

    @Test
    void norDoesItMakeAWrongClockRight() {
        assertThat(echo(6000, 5, 5)).isNotNull();
        assertThat(echo(6000, 0, 12_000)).isNull();
        assertThat(echo(6000, 5, 5)).isNull();
        assertThat(echo(0, 5, 5)).isNotNull();
    }

    @Test
    void aClockThatIsSetMeanwhileIsMeasuredNextTime() {
        assertThat(watch.echoed(NOW, NOW, NOW.plusSeconds(100), NOW.plusSeconds(1))).isNull();
    }

    @Test
    void aClockOf1970IsFiftySixYearsBehind() {
        Duration ahead = watch.echoed(NOW, Instant.EPOCH, Instant.EPOCH, NOW);
        assertThat(ahead).isEqualTo(Duration.between(NOW, Instant.EPOCH));
    }
}
