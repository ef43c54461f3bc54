package sekisho.sensor.line;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;
import sekisho.site.Observation;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;

/// Noise of one source, told at most once a second: the first reason and sample, and how often.
public final class NoiseCount {
    private static final Duration EVERY = Duration.ofSeconds(1);

    /// Enough to recognise a frame by; a longer sample would only fill the journal.
    private static final int SAMPLE_MAX = 64;

    private final SourceId source;
    private final @Nullable ZoneId zone;
    private long count;
    private String reason = "";
    private String sample = "";
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
        quietUntil = now.plus(EVERY);
        return fact;
    }
}
