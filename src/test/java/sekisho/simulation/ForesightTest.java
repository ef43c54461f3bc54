package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.correlation.Correlator;
import sekisho.site.Finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class ForesightTest {
    private static final int SAMPLE = 300;

    @Test
    void toForeseeFactsChangesNothingThatIsFound() {
        Seeds.each(
                ForesightTest.class,
                SAMPLE,
                Babel::new,
                babel -> {
                    List<Arrival> journal = babel.journal();
                    var random = new Random(journal.size());
                    assertThat(findings(babel, journal, random.nextInt(1, 200)))
                            .isEqualTo(findings(babel, journal, 0));
                });
    }

    /// @param ahead how many facts are foreseen at once; 0 for none
    private static List<Finding> findings(Babel babel, List<Arrival> journal, int ahead) {
        var findings = new ArrayList<Finding>();
        Correlator correlator = Correlator.of(babel.site, babel.policy);
        for (int i = 0; i < journal.size(); i++) {
            if (ahead > 0 && i % ahead == 0) {
                journal.subList(i, Math.min(i + ahead, journal.size()))
                        .forEach(arrival -> correlator.foresee(arrival.fact()));
            }
            Arrival next = journal.get(i);
            correlator.accept(next.sequence(), next.recordedAt(), next.fact(), findings::add);
        }
        correlator.elapse(journal.getLast().recordedAt().plusSeconds(86_400), findings::add);
        return findings;
    }
}
