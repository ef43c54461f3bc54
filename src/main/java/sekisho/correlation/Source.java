package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.SourceId;

import java.util.Map;

/// What is known about a source: its last sign of life, by arrival.
final class Source {
    private final SourceId id;
    private long sequence;
    private @Nullable Zone zone;

    Source(SourceId id) {
        this.id = id;
    }

    void seen(long alive, @Nullable Zone where) {
        sequence = alive;
        zone = where;
    }

    /// The entry of the last sign of life.
    long sequence() {
        return sequence;
    }

    @Nullable Zone zone() {
        return zone;
    }

    Map<String, String> subject() {
        return Map.of("source", id.value());
    }
}
