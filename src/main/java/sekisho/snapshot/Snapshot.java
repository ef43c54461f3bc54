package sekisho.snapshot;

import org.jspecify.annotations.Nullable;

import sekisho.correlation.Correlator;
import sekisho.site.Paperwork.PlanAdopted;

import java.time.Instant;

/// From where a start goes on judging.
///
/// @param sequence of the last entry that was judged
/// @param latest the time it was then; no entry behind it was recorded earlier
/// @param plan adopted last; absent when there was none
/// @param correlator has judged every entry up to that one, and everything that was due then
public record Snapshot(
        long sequence, Instant latest, @Nullable PlanAdopted plan, Correlator correlator) {}
