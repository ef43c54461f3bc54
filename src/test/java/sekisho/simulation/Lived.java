package sekisho.simulation;

import sekisho.journal.Entry;
import sekisho.site.Finding;

import java.time.Instant;
import java.util.List;

/// What a station has to show for its week.
///
/// @param sent what its sources delivered, some of it twice
/// @param entries its whole journal
/// @param end how far it has let time pass
/// @param deaths how often it died
/// @param unjudged how many entries it left unjudged since its last start
record Lived(
        Week week, List<Parcel> sent, List<Entry> entries, Instant end, int deaths, long unjudged) {

    /// What it found, in the order in which it entered it.
    List<Finding> findings() {
        return entries.stream()
                .map(Entry::fact)
                .filter(Finding.class::isInstance)
                .map(Finding.class::cast)
                .toList();
    }
}
