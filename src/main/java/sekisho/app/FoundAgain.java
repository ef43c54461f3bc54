package sekisho.app;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.site.Finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The findings of a journal that is judged again: each that is implied waits until it is met among
/// the entries.
final class FoundAgain {
    private final List<Finding> implied = new ArrayList<>();
    private final List<Long> unexplained = new ArrayList<>();

    /// Judges the next entry.
    void judge(Correlator correlator, Entry entry) {
        correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), implied::add);
        if (entry.fact() instanceof Finding recorded && !implied.remove(recorded)) {
            unexplained.add(entry.sequence());
        }
    }

    /// Lets time pass behind the last entry.
    void elapse(Correlator correlator, Instant now) {
        correlator.elapse(now, implied::add);
    }

    /// What is implied and has not been met, in order.
    List<Finding> unrecorded() {
        return List.copyOf(implied);
    }

    /// The entries that are findings and not implied.
    List<Long> unexplained() {
        return List.copyOf(unexplained);
    }
}
