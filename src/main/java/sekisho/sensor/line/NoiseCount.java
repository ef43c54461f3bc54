package sekisho.sensor.line;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;
import sekisho.site.Observation;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;

/// Noise of one source, counted and told: the first reason and sample, and how often.
///
/// It is told at most once a second; noise that goes on and on is told ever less often, at least
/// once a minute. None of it is lost: what was not told yet is in the next count.
public final class NoiseCount {
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final Duration SELDOM = Duration.ofMinutes(1);

    /// Enough to recognise a frame by; a longer sample would only fill the journal.
    private static final int SAMPLE_MAX = 64;

    private final SourceId source;
    private final @Nullable ZoneId zone;
    private long count;
    private String reason = "";
    private String sample = "";
    private Duration pause = OFTEN;
    private Instant quietUntil = Instant.MIN;

    /// @param zone the source is in; null: in none
    public NoiseCount(SourceId source, @Nullable ZoneId zone) {
        this.source = source;
        this.zone = zone;
    }

    /// One more piece of noise.
    public void add(String why, Bytes bytes) {
        if (count == 0) {
            reason = why;
            sample = bytes.part(0, Math.min(bytes.size(), SAMPLE_MAX)).hex();
        }
        count++;
    }

    /// The fact that is due now, if one is.
    ///
    /// @param now steady time, for the pace
    /// @param at the time of day, for the fact
    public Observation.@Nullable SourceNoise take(Instant now, Instant at) {
        if (count == 0 || now.isBefore(quietUntil)) {
            return null;
        }
        var fact = new Observation.SourceNoise(at, source, zone, count, reason, sample);
        count = 0;
        boolean goesOn = now.isBefore(quietUntil.plus(pause).plus(OFTEN));
        Duration longer = pause.multipliedBy(2);
        pause = !goesOn ? OFTEN : longer.compareTo(SELDOM) < 0 ? longer : SELDOM;
        quietUntil = now.plus(pause);
        return fact;
    }
}
