package sekisho.app;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.site.Finding;
import sekisho.site.Intake.Receipt;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Sighting;
import sekisho.snapshot.SnapshotWriter;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What is decided in one turn: pieces are appended and judged, what was found is appended, and all
/// of it is forced to disk once.
///
/// It has no thread and no clock of its own: the loop gives it both, and a simulation can. A turn
/// is [#begin], [#enter] for each piece, [#finish]; what a piece became may be acknowledged after
/// that.
final class Decisions {
    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);

    private static final int REST_MAX = 4_096;

    private final Journal journal;
    private Correlator correlator;
    private final List<Finding> findings = new ArrayList<>();

    /// The newest `recordedAt` of the journal. A clock that jumps back stands still here until it
    /// has caught up.
    private Instant latest;

    /// Sequence of the newest entry, durable or not yet.
    private long appended;

    /// The plan adopted last.
    private @Nullable PlanAdopted plan;

    /// @param recollection of every entry that is in the journal already
    Decisions(Journal journal, Recollection recollection) {
        this.journal = journal;
        this.correlator = recollection.correlator();
        this.latest = recollection.latest();
        this.plan = recollection.plan();
        this.appended = journal.durable();
    }

    /// The time it is; never earlier than it was before.
    Instant time(Instant clock) {
        Instant now = clock.truncatedTo(ChronoUnit.MILLIS);
        if (now.isAfter(latest)) {
            latest = now;
        }
        return latest;
    }

    /// Begins a turn.
    void begin(Instant clock) {
        time(clock);
        findings.clear();
    }

    /// Enters and judges a piece.
    ///
    /// @throws IllegalArgumentException when it can't become entries; nothing of it is entered then
    Receipt enter(List<Sighting> piece) {
        List<Entry> entries = journal.append(piece, latest);
        for (int i = 0; i < entries.size(); i++) {
            if (i % Correlator.FORESEEN == 0) {
                foresee(entries.subList(i, Math.min(i + Correlator.FORESEEN, entries.size())));
            }
            Entry entry = entries.get(i);
            appended = entry.sequence();
            if (entry.fact() instanceof PlanAdopted adopted) {
                plan = adopted;
            }
            correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), findings::add);
        }
        return new Receipt(appended, piece.size() - entries.size());
    }

    private void foresee(List<Entry> coming) {
        for (Entry entry : coming) {
            correlator.foresee(entry.fact());
        }
    }

    /// Ends a turn: decides what is due, enters what was found, and makes everything durable.
    void finish() {
        correlator.elapse(latest, findings::add);
        if (!findings.isEmpty()) {
            for (Entry entry :
                    journal.append(findings.stream().map(Sighting::of).toList(), latest)) {
                appended = entry.sequence();
                LOG.info("{} {}", entry.sequence(), entry.fact());
                correlator.accept(
                        entry.sequence(), entry.recordedAt(), entry.fact(), Decisions::unexpected);
            }
        }
        if (appended > journal.durable()) {
            journal.force();
        }
    }

    /// When something will next be due; see [Correlator#dueAt].
    @Nullable Instant dueAt() {
        return correlator.dueAt();
    }

    /// Goes on, between two turns, with a correlator that was not made from a snapshot. What it
    /// finds that was not found is entered.
    ///
    /// @param judged the entry up to which it has judged
    /// @param from the entry up to which the snapshot was believed
    void goOnWith(Correlator successor, FoundAgain found, long judged, long from) {
        for (List<Entry> rest = journal.read(judged + 1, REST_MAX);
                !rest.isEmpty();
                rest = journal.read(judged + 1, REST_MAX)) {
            rest.forEach(entry -> found.judge(successor, entry));
            judged = rest.getLast().sequence();
        }
        found.elapse(successor, latest);
        correlator = successor;
        List<Finding> missing = found.unrecorded();
        List<Long> wrong = found.unexplained().stream().filter(entry -> entry > from).toList();
        if (missing.isEmpty() && wrong.isEmpty()) {
            LOG.info("all {} entries have been judged again: nothing differs", judged);
        } else {
            LOG.error(
                    "the snapshot at {} led to other findings than the journal implies: {} were"
                            + " missing and are entered now, {} are wrong, at {}",
                    from,
                    missing.size(),
                    wrong.size(),
                    wrong);
        }
        findings.clear();
        findings.addAll(missing);
        finish();
    }

    /// Between two turns everything is durable and everything found has been entered: whoever goes
    /// on from here misses nothing.
    void offerTo(SnapshotWriter snapshots) {
        snapshots.offer(appended, latest, plan, correlator);
    }

    /// Likewise, when there will be no further turn.
    void leaveTo(SnapshotWriter snapshots) {
        snapshots.last(appended, latest, plan, correlator);
    }

    /// A finding is judged by nobody, and every deadline before it has fired already.
    private static void unexpected(Finding finding) {
        throw new IllegalStateException("a finding brought forth another: " + finding);
    }
}
