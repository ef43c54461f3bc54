package sekisho.sensor.feed;

import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// Counts messages that came and that nobody will ever see, until it can be told. Any thread may
/// call it.
final class Missed {
    private final Map<SourceId, Count> counts = new LinkedHashMap<>();

    private static final class Count {
        long messages;
        Instant from = Instant.EPOCH;
        Instant until = Instant.EPOCH;
        String reason = "";
    }

    synchronized void count(SourceId sender, long messages, String reason, Instant at) {
        Count count = counts.computeIfAbsent(sender, _ -> new Count());
        count.from = count.messages == 0 ? at : count.from;
        count.messages += messages;
        count.until = at;
        count.reason = reason;
    }

    /// Tells what was counted, and begins anew.
    synchronized void tell(Instant at, BiConsumer<SourceId, Observation> out) {
        counts.forEach((sender, one) ->
                out.accept(
                        sender,
                        new Observation.SourceGap(
                                at, sender, null, one.messages, one.from, one.until, one.reason)));
        counts.clear();
    }
}
