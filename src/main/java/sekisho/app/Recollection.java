package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.site.Finding;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.snapshot.Snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the journal implies, judged again from its first entry, or from a snapshot on.
///
/// The judgement is a function of the journal, so every recorded finding is found again. A finding
/// that is implied and not recorded is one that a crash kept from the disk: it is entered now. One
/// that is recorded and not implied means that the rules have changed, or the journal has.
///
/// @param from the entry up to which a snapshot was believed; 0 when everything was judged
/// @param correlator has judged every entry
/// @param latest when the newest entry was recorded; the epoch for an empty journal
/// @param plan the plan and policy adopted last; absent in a new journal
/// @param unrecorded findings that the journal implies and does not hold, in order
/// @param unexplained sequences of recorded findings that the journal does not imply
record Recollection(
        long from,
        Correlator correlator,
        Instant latest,
        @Nullable PlanAdopted plan,
        List<Finding> unrecorded,
        List<Long> unexplained) {
    private static final int BATCH = 4_096;

    /// Hears how far it is.
    interface Progress {

        /// Every entry up to this one has been judged.
        void judged(long sequence);
    }

    /// Of a journal that nothing is appended to, nothing needs to be known.
    static Recollection nothing() {
        var correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
        return new Recollection(0, correlator, Instant.EPOCH, null, List.of(), List.of());
    }

    /// Judges every entry.
    static Recollection of(JournalReader journal) {
        return of(journal, null, _ -> {});
    }

    /// Judges every entry behind a snapshot.
    static Recollection of(JournalReader journal, @Nullable Snapshot start, Progress progress) {
        Correlator correlator =
                start == null
                        ? Correlator.of(Site.undeclared(), Policy.DEFAULT)
                        : start.correlator();
        long from = start == null ? 0 : start.sequence();
        Instant latest = start == null ? Instant.EPOCH : start.latest();
        PlanAdopted plan = start == null ? null : start.plan();
        var findings = new FoundAgain();
        long next = from + 1;
        for (List<Entry> batch = journal.read(next, BATCH);
                !batch.isEmpty();
                batch = journal.read(next, BATCH)) {
            for (Entry entry : batch) {
                findings.judge(correlator, entry);
                if (entry.fact() instanceof PlanAdopted adopted) {
                    plan = adopted;
                }
                if (entry.recordedAt().isAfter(latest)) {
                    latest = entry.recordedAt();
                }
                next = entry.sequence() + 1;
            }
            progress.judged(next - 1);
        }
        return new Recollection(
                from, correlator, latest, plan, findings.unrecorded(), findings.unexplained());
    }

    /// What a start has to enter first: findings that a crash kept from the disk, and the plan
    /// where it has changed.
    List<Sighting> owed(Site site, Policy policy, Instant now) {
        List<Sighting> owed = new ArrayList<>();
        unrecorded.forEach(finding -> owed.add(Sighting.of(finding)));
        if (plan == null || !plan.site().equals(site) || !plan.policy().equals(policy)) {
            owed.add(Sighting.of(new PlanAdopted(now, site, policy)));
        }
        return owed;
    }
}
