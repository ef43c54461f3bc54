package sekisho.retention;

import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.journal.disclosure.Commitments;
import sekisho.site.Deed;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.VisitId;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Whose personal data the journal commits to, and since when nothing was added: read from its
/// first entry. Reading goes on where it ended. A million visits take a hundred megabytes: whoever
/// holds one lets it go when it is not asked any more.
final class Holdings {
    private static final int BATCH = 4096;

    /// @param last the day on which something of the subject was last recorded
    record Holding(Due.Kind kind, LocalDate last) {}

    private final JournalReader journal;
    private final ZoneId clock;
    private final Map<String, Holding> held = new HashMap<>();
    private final Map<VisitId, String> open = new HashMap<>();

    /// Paper may be transcribed in any order.
    private final Set<VisitId> departed = new HashSet<>();

    /// Of each day and kind there is one, however many subjects share it.
    private final Map<Holding, Holding> known = new HashMap<>();

    private volatile long next = 1;

    /// @param clock days are read in it
    Holdings(JournalReader journal, ZoneId clock) {
        this.journal = journal;
        this.clock = clock;
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

    /// How many entries have been read; any thread may ask.
    long read() {
        return next - 1;
    }

    private void accept(Entry entry) {
        Fact fact = entry.fact();
        Commitments commitments = Commitments.of(entry);
        if (commitments != null) {
            note(commitments.subject(), kind(fact), day(fact));
        }
        if (fact instanceof Paperwork.VisitRegistered visit
                && !departed.remove(visit.visit())
                && commitments != null) {
            open.put(visit.visit(), commitments.subject());
        }
        if (fact instanceof Paperwork.VisitLeft left) {
            String subject = open.remove(left.visit());
            if (subject == null) {
                departed.add(left.visit());
            } else {
                note(subject, Due.Kind.LEDGER, day(left));
            }
        }
    }

    private LocalDate day(Fact fact) {
        return LocalDate.ofInstant(fact.at(), clock);
    }

    private void note(String subject, Due.Kind kind, LocalDate day) {
        Holding before = held.get(subject);
        if (before == null || before.last().isBefore(day) || before.last().equals(day)) {
            held.put(subject, known.computeIfAbsent(new Holding(kind, day), one -> one));
        }
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
        return Collections.unmodifiableMap(held);
    }

    /// The subjects of visits that are still open.
    Set<String> visiting() {
        return new HashSet<>(open.values());
    }
}
