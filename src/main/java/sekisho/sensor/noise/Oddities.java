package sekisho.sensor.noise;

import org.jspecify.annotations.Nullable;

import sekisho.site.Observation;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Counts what came in and made no sense, so that much of it makes few facts: the first of a kind
/// is told at once, what follows is told together when some time has passed. Nothing is left out of
/// the count. Its sources must be known ones, so that their number has an end. One thread only.
public final class Oddities {
    /// So much time passes between two facts of one kind.
    public static final Duration TOGETHER = Duration.ofSeconds(10);

    private record Kind(SourceId source, String about) {}

    private static final class Count {
        private final @Nullable ZoneId zone;
        private Instant toldAt;
        private long untold;
        private String reason;
        private @Nullable String sample;

        private Count(@Nullable ZoneId zone, Instant toldAt, String reason) {
            this.zone = zone;
            this.toldAt = toldAt;
            this.reason = reason;
        }
    }

    private final Map<Kind, Count> counts = new LinkedHashMap<>();
    private final Consumer<Observation> out;

    /// @param out takes what is to be entered
    public Oddities(Consumer<Observation> out) {
        this.out = out;
    }

    /// Something odd came in.
    ///
    /// @param about what kind of oddity, in a word; kinds are counted apart
    /// @param sample the beginning of it, where there is one
    public void seen(
            SourceId source,
            @Nullable ZoneId zone,
            String about,
            String reason,
            @Nullable String sample,
            Instant now) {
        var kind = new Kind(source, about);
        Count count = counts.get(kind);
        if (count == null) {
            counts.put(kind, new Count(zone, now, reason));
            out.accept(new Observation.SourceNoise(now, source, zone, 1, reason, sample));
        } else if (count.untold++ == 0) {
            count.reason = reason;
            count.sample = sample;
        }
    }

    /// Tells what has been kept back long enough, and forgets what has been quiet as long.
    public void elapse(Instant now) {
        for (Iterator<Map.Entry<Kind, Count>> all = counts.entrySet().iterator(); all.hasNext(); ) {
            var one = all.next();
            Count count = one.getValue();
            if (now.isBefore(count.toldAt.plus(TOGETHER))) {
                continue;
            }
            if (count.untold == 0) {
                all.remove();
            } else {
                tell(one.getKey(), count, now);
            }
        }
    }

    /// Tells everything that was kept back.
    public void flush(Instant now) {
        counts.forEach((kind, count) -> {
            if (count.untold > 0) {
                tell(kind, count, now);
            }
        });
    }

    private void tell(Kind kind, Count count, Instant now) {
        out.accept(
                new Observation.SourceNoise(
                        now, kind.source(), count.zone, count.untold, count.reason, count.sample));
        count.untold = 0;
        count.toldAt = now;
    }
}
