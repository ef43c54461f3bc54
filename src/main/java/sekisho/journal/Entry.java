package sekisho.journal;

import sekisho.site.Fact;
import sekisho.site.Sighting;

import java.time.Instant;

/// One entry of the journal.
///
/// @param sequence its place: 1 for the first entry, then up by one without a gap
/// @param recordedAt when the station took it in; never earlier than that of the entry before
public record Entry(long sequence, Instant recordedAt, Sighting sighting) {

    /// What the entry says.
    public Fact fact() {
        return sighting.fact();
    }
}
