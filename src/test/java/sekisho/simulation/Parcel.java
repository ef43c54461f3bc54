package sekisho.simulation;

import sekisho.site.Sighting;

import java.time.Instant;

/// A sighting on its way to the station.
///
/// @param arrives when it reaches the station, should that listen
record Parcel(Instant arrives, Sighting sighting) {}
