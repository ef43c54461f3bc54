package sekisho.correlation;

import sekisho.site.Observation.SourceDeaf;

import java.util.LinkedHashMap;

/// A source says that one of its senses misses what another notices: what it alone would have seen
/// is not seen. The source knows by itself, so nothing that comes later can explain it.
final class MonitorDeaf {
    static final String NAME = "monitor-deaf";

    private final Turn turn;

    MonitorDeaf(Turn turn) {
        this.turn = turn;
    }

    void told(Evidence evidence, SourceDeaf deaf) {
        var subject = new LinkedHashMap<String, String>();
        subject.put("monitor", deaf.source().value());
        subject.put("sense", deaf.sense());
        Zone zone = deaf.zone() == null ? null : evidence.zone(deaf.zone());
        long at = deaf.at().toEpochMilli();
        turn.conclude(true, false, NAME, zone, subject, at, turn.sequence());
    }
}
