package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import sekisho.site.Finding;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.Observation.SourceAlive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The same week, had everything arrived at once: the same is found, nothing is withdrawn, nothing
/// is late.
final class InOrderEqualsTruth implements Checker {
    @Override
    public void check(Lived lived) {
        Week week = lived.week();
        List<Told> told = new ArrayList<>(week.diary.told);
        told.sort(Comparator.comparing(Told::happened));
        List<Arrival> journal = new ArrayList<>();
        for (Told one : told) {
            if (!(one.fact() instanceof SourceAlive)) {
                journal.add(new Arrival(journal.size() + 1L, one.happened(), one.fact()));
            }
        }
        Judged judged = Judged.inOrder(week.site, week.policy, journal);
        assertThat(FindingsEqualTruth.standing(judged))
                .as("what stands in order")
                .isEqualTo(week.diary.misdeeds);
        assertThat(judged.findings())
                .as("withdrawn or late in order")
                .noneMatch(InOrderEqualsTruth::isSecondThought);
    }

    private static boolean isSecondThought(Finding finding) {
        return finding instanceof FindingWithdrawn
                || (finding instanceof Finding.FindingRaised raised && raised.late());
    }
}
