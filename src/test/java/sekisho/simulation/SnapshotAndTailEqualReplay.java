package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.site.Finding;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.snapshot.Restarted;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Who is saved and loaded again at random entries of the journal finds the same as who was not, in
/// the same order.
final class SnapshotAndTailEqualReplay implements Checker {
    private static final int RESTARTS = 3;

    @Override
    public void check(Lived lived) {
        List<Entry> entries = lived.entries();
        var random = new Random(lived.week().seed);
        Correlator correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
        List<Finding> found = new ArrayList<>();
        for (Entry entry : entries) {
            if (random.nextInt(entries.size()) < RESTARTS) {
                correlator = Restarted.of(correlator);
            }
            correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), found::add);
        }
        Restarted.of(correlator).elapse(lived.end(), found::add);
        assertThat(found).as("found by who was restarted").isEqualTo(lived.findings());
    }
}
