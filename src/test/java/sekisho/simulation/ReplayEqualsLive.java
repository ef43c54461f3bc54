package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.site.Finding;
import sekisho.site.Policy;
import sekisho.site.Site;

import java.util.ArrayList;
import java.util.List;

/// The journal alone, without ticks, brings out what the station entered, in the same order.
final class ReplayEqualsLive implements Checker {
    @Override
    public void check(Lived lived) {
        Correlator correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
        List<Finding> implied = new ArrayList<>();
        for (Entry entry : lived.entries()) {
            correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), implied::add);
        }
        correlator.elapse(lived.end(), implied::add);
        assertThat(lived.findings()).as("what the station entered").isEqualTo(implied);
    }
}
