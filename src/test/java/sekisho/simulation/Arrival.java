package sekisho.simulation;

import sekisho.site.Fact;

import java.time.Instant;

/// A fact as it reached the station.
///
/// @param sequence of its entry
record Arrival(long sequence, Instant recordedAt, Fact fact) {

    long at() {
        return fact.at().toEpochMilli();
    }
}
