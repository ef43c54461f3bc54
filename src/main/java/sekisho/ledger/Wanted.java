package sekisho.ledger;

import org.jspecify.annotations.Nullable;

import sekisho.site.ZoneId;

import java.time.Instant;

/// Which entries are wanted.
///
/// @param zone null for all zones, and for what belongs to none
/// @param from event time, included
/// @param until event time, not included
/// @param upTo the newest entry that counts, so that two answers agree although the journal grows
/// @param signsOfLife whether `source.alive` is wanted as well: it comes every few seconds
public record Wanted(
        @Nullable ZoneId zone, Instant from, Instant until, long upTo, boolean signsOfLife) {}
