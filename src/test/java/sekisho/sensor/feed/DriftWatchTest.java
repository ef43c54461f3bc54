package sekisho.sensor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class DriftWatchTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private final DriftWatch watch = new DriftWatch();
    private final List<Duration> told = new ArrayList<>();
    private Instant now = START;

    @Test
    void saysNothingOfAClockThatIsRight() {
        var random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            after(Duration.ofMillis(random.nextInt(20_000)));
            said(Duration.ofMillis(-random.nextInt(900)));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void tellsOnceThatAClockIsOff() {
        for (int i = 0; i < 100; i++) {
            after(Duration.ofSeconds(3));
            said(Duration.ofSeconds(-40));
        }
        assertThat(told).containsExactly(Duration.ofSeconds(-40));
    }

    @Test
    void tellsThatAClockIsRightAgain() {
        for (int i = 0; i < 20; i++) {
            after(Duration.ofSeconds(3));
            said(Duration.ofSeconds(i < 10 ? 40 : 0));
        }
        assertThat(told).containsExactly(Duration.ofSeconds(40), Duration.ZERO);
    }

    @Test
    void believesNoBacklogThatComesInARush() {
        for (int hour = 0; hour < 48; hour++) {
            said(Duration.ofHours(hour - 48));
            after(Duration.ofMillis(200));
        }
        after(Duration.ofSeconds(10));
        for (int i = 0; i < 10; i++) {
            after(Duration.ofSeconds(3));
            said(Duration.ZERO);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void followsAClockThatRunsAway() {
        for (int i = 0; i < 1000; i++) {
            after(Duration.ofSeconds(10));
            said(Duration.ofMillis(20L * i));
        }
        assertThat(told.getFirst()).isGreaterThan(DriftWatch.WARN);
        assertThat(told.getLast()).isGreaterThan(Duration.ofSeconds(14));
        assertThat(told).hasSizeBetween(3, 6).isSorted();
    }

    private void after(Duration span) {
        now = now.plus(span);
    }

    private void said(Duration ahead) {
        Duration tell = watch.heard(now.plus(ahead), now);
        if (tell != null) {
            told.add(tell);
        }
    }
}
