package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.journal.EntryCodec;
import sekisho.journal.tree.Fault;
import sekisho.journal.tree.Fault.Kind;
import sekisho.site.Finding;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.json.Unreadable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the entries say, one after the other: are their numbers dense, their times in order, the
/// numbers of each source, and is every recorded finding what the rules make of the entries.
///
/// From the first entry on all findings can be recomputed. In a part of a log those can that rest
/// on nothing before it; the others are counted, and no more is claimed.
final class Contents {
    private static final int FAULTS_MAX = 20;

    private record Implied(Finding finding, long sequence, Instant recordedAt) {}

    private final boolean whole;
    private final Numbers numbers;
    private final Correlator correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
    private final List<Implied> implied = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private Instant recordedAt = Instant.MIN;
    private long entries;
    private long withheld;
    private long absent;
    private long recomputed;
    private long rest;

    /// @param whole the first entry is the first of the log
    /// @param before which numbers of the sources came before it
    Contents(boolean whole, Numbers before) {
        this.whole = whole;
        this.numbers = before;
    }

    /// Takes the entry of a sequence.
    ///
    /// @return the entry; null when it can't be read
    @Nullable Entry accept(long sequence, byte[] bytes) {
        entries++;
        Entry entry;
        try {
            entry = EntryCodec.decode(bytes);
        } catch (Unreadable e) {
            fault(
                    Kind.UNREADABLE,
                    sequence,
                    "entry " + sequence + " can't be read: " + e.getMessage());
            return null;
        }
        if (entry.sequence() != sequence) {
            fault(
                    Kind.MISPLACED,
                    sequence,
                    "where entry " + sequence + " should be is entry " + entry.sequence());
        }
        if (entry.recordedAt().isBefore(recordedAt)) {
            fault(
                    Kind.MISPLACED,
                    sequence,
                    "entry " + sequence + " was recorded before the one in front of it");
        }
        recordedAt = entry.recordedAt();
        if (!numbers.add(entry.sighting())) {
            fault(
                    Kind.MISPLACED,
                    sequence,
                    "entry "
                            + sequence
                            + " repeats number "
                            + entry.sighting().seq()
                            + " of "
                            + entry.sighting().source());
        }
        if (withheld == 0 && absent == 0) {
            judge(entry);
        }
        return entry;
    }

    /// An entry is there by its hash only, because it does not belong to what was asked for.
    void withheld() {
        withheld++;
    }

    /// An entry that was too long to be published is not at hand.
    void absent() {
        entries++;
        absent++;
    }

    private void judge(Entry entry) {
        correlator.accept(
                entry.sequence(),
                entry.recordedAt(),
                entry.fact(),
                finding -> implied.add(new Implied(finding, entry.sequence(), entry.recordedAt())));
        if (entry.fact() instanceof Finding recorded) {
            compare(entry.sequence(), recorded);
        }
    }

    private void compare(long sequence, Finding recorded) {
        for (int i = 0; i < implied.size(); i++) {
            if (implied.get(i).finding().equals(recorded)) {
                implied.remove(i);
                recomputed++;
                return;
            }
        }
        if (whole) {
            fault(
                    Kind.FINDING,
                    sequence,
                    "entry "
                            + sequence
                            + " records a finding ("
                            + recorded.rule()
                            + ") that the rules do not make of the entries before it");
        } else {
            rest++;
        }
    }

    /// What was found. Findings that only the last moment brought out may not be recorded yet.
    Said end() {
        boolean judged = withheld == 0 && absent == 0;
        if (whole && judged) {
            for (Implied one : implied) {
                if (one.recordedAt().isBefore(recordedAt)) {
                    fault(
                            Kind.FINDING,
                            one.sequence(),
                            "the rules make a finding ("
                                    + one.finding().rule()
                                    + ") of the entries up to "
                                    + one.sequence()
                                    + ", and it is not recorded");
                }
            }
        }
        return new Said(
                entries,
                withheld,
                absent,
                withheld == 0 ? numbers.gaps() : List.of(),
                judged ? new Findings(whole, recomputed, rest) : null,
                faults);
    }

    private void fault(Kind kind, long entry, String sentence) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new Fault(kind, entry, sentence));
        }
    }

    /// @param recomputed how many recorded findings the rules make again
    /// @param rest how many can't be recomputed from these entries alone
    record Findings(boolean whole, long recomputed, long rest) {}

    /// @param findings absent: entries are withheld or absent, so nothing could be recomputed
    record Said(
            long entries,
            long withheld,
            long absent,
            List<Gap> gaps,
            @Nullable Findings findings,
            List<Fault> faults) {}
}
