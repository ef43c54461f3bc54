package sekisho.journal;

import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/// Which numbers of each source's runs are in the journal: a duplicate is recognised, a gap can be
/// asked for. Numbers may come in any order, because live facts overtake a backlog.
///
/// Owned by the writing thread.
final class SourceMarks {

    /// One run of one source.
    record Run(String source, String boot) implements Comparable<Run> {
        @Override
        public int compareTo(Run other) {
            int bySource = source.compareTo(other.source);
            return bySource != 0 ? bySource : boot.compareTo(other.boot);
        }
    }

    private final TreeMap<Run, Intervals> seen = new TreeMap<>();

    /// Whether this number is in the journal.
    boolean contains(Run run, long seq) {
        Intervals numbers = seen.get(run);
        return numbers != null && numbers.contains(seq);
    }

    /// Takes note of a number.
    void add(Run run, long seq) {
        seen.computeIfAbsent(run, _ -> new Intervals()).add(seq);
    }

    /// Takes note of a sighting, if it is numbered.
    void add(Sighting sighting) {
        SourceId source = sighting.source();
        String boot = sighting.boot();
        Long seq = sighting.seq();
        if (source != null && boot != null && seq != null) {
            add(new Run(source.value(), boot), seq);
        }
    }

    /// Takes note of numbers that lie behind all others of the run.
    void addBehind(Run run, Intervals.Interval interval) {
        seen.computeIfAbsent(run, _ -> new Intervals()).addBehind(interval);
    }

    /// The numbers of a run that have not come yet though higher ones have.
    List<Intervals.Interval> missing(Run run) {
        Intervals numbers = seen.get(run);
        return numbers == null ? List.of() : numbers.missing();
    }

    /// Everything that is known, in order of source and run.
    SequencedMap<Run, Intervals> all() {
        return seen;
    }
}
