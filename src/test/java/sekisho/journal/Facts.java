package sekisho.journal;

import sekisho.site.DoorId;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Sightings to fill a journal with.
final class Facts {
    static final Instant NINE = Instant.parse("2026-11-20T09:00:00Z");
    static final SourceId READER = new SourceId("reader-1");
    static final String BOOT = "b1";

    private Facts() {}

    static DoorOpened opened(long seconds) {
        return new DoorOpened(NINE.plusSeconds(seconds), new ZoneId("mdf"), new DoorId("front"));
    }

    /// The numbered sighting of the reader; the same number says the same.
    static Sighting numbered(long seq) {
        return Sighting.of(opened(seq), READER, BOOT, seq);
    }

    /// Numbered sightings, both ends included.
    static List<Sighting> numbered(long from, long until) {
        var sightings = new ArrayList<Sighting>();
        for (long seq = from; seq <= until; seq++) {
            sightings.add(numbered(seq));
        }
        return sightings;
    }
}
