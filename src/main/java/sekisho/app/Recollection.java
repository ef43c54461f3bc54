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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the journal implies, judged again from its first entry.
///
/// The judgement is a function of the journal, so every recorded finding is found again. A finding
/// that is implied and not recorded is one that a crash kept from the disk: it is entered now. One
/// that is recorded and not implied means that the rules have changed, or the journal has.
///
/// @param correlator has judged every entry
/// @param latest when the newest entry was recorded; the epoch for an empty journal
/// @param plan the plan and policy adopted last; absent in a new journal
/// @param unrecorded findings that the journal implies and does not hold, in order
/// @param unexplained sequences of recorded findings that the journal does not imply
record Recollection(
        Correlator correlator,
        Instant latest,
        @Nullable PlanAdopted plan,
        List<Finding> unrecorded,
        List<Long> unexplained) {
    private static final int BATCH = 4_096;

    static Recollection of(JournalReader journal) {
        Correlator correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
        List<Finding> implied = new ArrayList<>();
        List<Long> unexplained = new ArrayList<>();
        Instant latest = Instant.EPOCH;
        PlanAdopted plan = null;
        long next = 1;
        for (List<Entry> batch = journal.read(next, BATCH);
                !batch.isEmpty();
                batch = journal.read(next, BATCH)) {
            for (Entry entry : batch) {
                correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), implied::add);
                if (entry.fact() instanceof Finding recorded && !implied.remove(recorded)) {
                    unexplained.add(entry.sequence());
                }
                if (entry.fact() instanceof PlanAdopted adopted) {
                    plan = adopted;
                }
                latest = entry.recordedAt();
                next = entry.sequence() + 1;
            }
        }
        return new Recollection(correlator, latest, plan, List.copyOf(implied), unexplained);
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
