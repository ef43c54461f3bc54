package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.SourceId;

import java.util.Map;

/// What is known about a source: its last sign of life, by arrival.
final class Source {
    private final SourceId id;
    private long sequence;
    private long interval;
    private @Nullable Zone zone;

    Source(SourceId id) {
        this.id = id;
    }

    SourceId id() {
        return id;
    }

    /// @param millis until the next sign of life; 0 when none is promised
    void seen(long alive, @Nullable Zone where, long millis) {
        sequence = alive;
        zone = where;
        interval = millis;
    }

    /// From which entry on its promise is counted: its last sign of life, or the start of the
    /// station after that.
    long sequence() {
        return sequence;
    }

    void countFrom(long entry) {
        sequence = entry;
    }

    /// It has been found silent: it promises nothing until it lives again.
    void fellSilent() {
        interval = 0;
    }

    /// How often it has promised a sign of life, in milliseconds; 0 when it promises nothing.
    long interval() {
        return interval;
    }

    @Nullable Zone zone() {
        return zone;
    }

    Map<String, String> subject() {
        return Map.of("source", id.value());
    }

    void save(Saving saving) {
        saving.out().number(sequence);
        saving.out().number(interval);
        saving.zoneOrNone(zone);
    }

    void load(Loading loading) {
        sequence = loading.in().number();
        interval = loading.in().number();
        zone = loading.zoneOrNone();
    }
}
