package sekisho.app;

import sekisho.journal.Intervals;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.util.HashMap;
import java.util.Map;

/// What sources have delivered: a second delivery is recognised by source, run and number.
final class Delivered {
    private final Map<SourceId, Map<String, Intervals>> numbers = new HashMap<>();

    /// Takes note of a sighting; false if it had come before.
    boolean isNew(Sighting sighting) {
        SourceId source = sighting.source();
        String boot = sighting.boot();
        Long seq = sighting.seq();
        return source == null
                || boot == null
                || seq == null
                || numbers.computeIfAbsent(source, one -> new HashMap<>())
                        .computeIfAbsent(boot, one -> new Intervals())
                        .add(seq);
    }
}
