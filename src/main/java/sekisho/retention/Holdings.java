package sekisho.retention;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.journal.disclosure.Commitments;
import sekisho.journal.disclosure.Erasures;
import sekisho.site.Deed;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.VisitId;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Whose personal data the journal commits to, and since when nothing was added: read from its
/// first entry. Reading goes on where it ended.
final class Holdings {
    private static final int BATCH = 4096;

    /// @param last when something of the subject was last recorded
    record Holding(Due.Kind kind, Instant last) {}

    private final JournalReader journal;
    private final Erasures erasures = new Erasures();
    private final Map<String, Holding> held = new TreeMap<>();
    private final Map<VisitId, String> openVisits = new HashMap<>();
    private final Map<VisitId, String> visits = new HashMap<>();
    private long next = 1;

    Holdings(JournalReader journal) {
        this.journal = journal;
    }

    /// Reads what has become durable meanwhile.
    void catchUp() {
        for (List<Entry> batch = journal.read(next, BATCH);
                !batch.isEmpty();
                batch = journal.read(next, BATCH)) {
            batch.forEach(this::accept);
            next = batch.getLast().sequence() + 1;
        }
    }

    private void accept(Entry entry) {
        Fact fact = entry.fact();
        if (fact instanceof Deed.DeedDone deed) {
            erasures.accept(entry.sequence(), deed);
        }
        Commitments commitments = Commitments.of(entry);
        if (commitments != null) {
            note(commitments.subject(), kind(fact), fact.at());
        }
        if (fact instanceof Paperwork.VisitRegistered visit && commitments != null) {
            openVisits.put(visit.visit(), commitments.subject());
            visits.put(visit.visit(), commitments.subject());
        }
        if (fact instanceof Paperwork.VisitLeft left) {
            openVisits.remove(left.visit());
            String subject = visits.get(left.visit());
            if (subject != null) {
                note(subject, Due.Kind.LEDGER, left.at());
            }
        }
    }

    private void note(String subject, Due.Kind kind, Instant at) {
        held.merge(
                subject,
                new Holding(kind, at),
                (before, now) -> before.last().isAfter(now.last()) ? before : now);
    }

    private static Due.Kind kind(Fact fact) {
        return switch (fact) {
            case Deed.AlarmAcknowledged _ -> Due.Kind.ALARM;
            case Deed.DeedDone deed ->
                    deed.type().startsWith("read.") ? Due.Kind.READ : Due.Kind.ALARM;
            case Observation _, Paperwork _, Finding _ -> Due.Kind.LEDGER;
        };
    }

    /// By subject; who was erased is among them.
    Map<String, Holding> held() {
        return held;
    }

    /// What was last recorded of a subject; null when nothing was.
    @Nullable Holding of(String subject) {
        return held.get(subject);
    }

    /// The subjects of visits that are still open.
    Set<String> visiting() {
        return new HashSet<>(openVisits.values());
    }

    Erasures erasures() {
        return erasures;
    }
}
