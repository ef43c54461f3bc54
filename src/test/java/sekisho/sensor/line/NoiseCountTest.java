package sekisho.sensor.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Bytes;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

class NoiseCountTest {
    private static final Instant START = Instant.parse("2026-11-21T00:00:00Z");

    private final NoiseCount noise = new NoiseCount(new SourceId("reader"), null);
    private final List<Observation.SourceNoise> told = new ArrayList<>();
    private Instant now = START;

    @Test
    void noiseIsToldAtOnce() {
        noise.add("a bad check", Bytes.ofHex("5385"));
        pass(Duration.ZERO);
        assertThat(told)
                .containsExactly(
                        new Observation.SourceNoise(
                                START, new SourceId("reader"), null, 1, "a bad check", "5385"));
    }

    @Test
    void noiseThatGoesOnIsToldEverLessOftenAndEveryPieceOfItCounted() {
        for (int second = 0; second < 3600; second++) {
            noise.add("a bad check", Bytes.NONE);
            pass(Duration.ofSeconds(1));
        }
        pass(Duration.ofMinutes(1));
        assertThat(told).hasSizeBetween(60, 70);
        assertThat(told.stream().mapToLong(Observation.SourceNoise::count).sum()).isEqualTo(3600);
    }

    @Test
    void noiseAfterAQuietTimeIsToldAtOnceAgain() {
        noiseThatGoesOnIsToldEverLessOftenAndEveryPieceOfItCounted();
        pass(Duration.ofMinutes(3));
        told.clear();
        noise.add("a bad check", Bytes.NONE);
        pass(Duration.ZERO);
        pass(Duration.ofSeconds(1));
        noise.add("a bad check", Bytes.NONE);
        pass(Duration.ZERO);
        assertThat(told).hasSize(2);
    }

    private void pass(Duration span) {
        now = now.plus(span);
        Observation.SourceNoise due = noise.take(now, now);
        if (due != null) {
            told.add(due);
        }
    }
}
