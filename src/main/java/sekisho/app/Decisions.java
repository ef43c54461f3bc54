package sekisho.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.site.Finding;
import sekisho.site.Intake.Receipt;
import sekisho.site.Sighting;

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

    private final Journal journal;
    private final Correlator correlator;
    private final List<Finding> findings = new ArrayList<>();

    /// The newest `recordedAt` of the journal. A clock that jumps back stands still here until it
    /// has caught up.
    private Instant latest;

    /// Sequence of the newest entry, durable or not yet.
    private long appended;

    /// @param correlator has judged every entry that is in the journal already
    /// @param latest `recordedAt` of the newest of these entries
    Decisions(Journal journal, Correlator correlator, Instant latest) {
        this.journal = journal;
        this.correlator = correlator;
        this.latest = latest;
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
        for (Entry entry : entries) {
            appended = entry.sequence();
            correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), findings::add);
        }
        return new Receipt(appended, piece.size() - entries.size());
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

    /// A finding is judged by nobody, and every deadline before it has fired already.
    private static void unexpected(Finding finding) {
        throw new IllegalStateException("a finding brought forth another: " + finding);
    }
}
