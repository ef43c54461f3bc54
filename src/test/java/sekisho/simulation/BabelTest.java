package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Finding.FindingWithdrawn;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The core against the [Oracle], on journals in which every kind of fact meets every other.
class BabelTest {
    private static final int SAMPLE = 500;

    @Test
    void whatStandsIsWhatTheOracleFindsWhateverTheOrderOfArrival() {
        each(babel -> {
            List<Arrival> journal = babel.journal();
            var judged = Judged.replayed(babel.site, babel.policy, journal);
            assertThat(judged.standing())
                    .isEqualTo(Oracle.judge(babel.site, babel.policy, journal));
        });
    }

    @Test
    void inOrderNothingIsWithdrawnOrLate() {
        each(babel -> {
            List<Arrival> journal = babel.journal();
            var judged = Judged.inOrder(babel.site, babel.policy, journal);
            assertThat(judged.findings()).doesNotHaveAnyElementsOfTypes(FindingWithdrawn.class);
            assertThat(withoutSilence(judged.standing()))
                    .isEqualTo(
                            withoutSilence(Oracle.judgeInOrder(babel.site, babel.policy, journal)));
        });
    }

    @Test
    void ticksOnlyMakeKnownSoonerWhatTheJournalImplies() {
        each(babel -> {
            List<Arrival> journal = babel.journal();
            var live = Judged.live(babel.site, babel.policy, journal, new Random(journal.size()));
            assertThat(live).isEqualTo(Judged.replayed(babel.site, babel.policy, journal));
        });
    }

    @Test
    void whoGoesOnFromWhatWasSavedFindsTheSameInTheSameOrder() {
        each(babel -> {
            List<Arrival> journal = babel.journal();
            var random = new Random(journal.size());
            assertThat(Judged.restarted(babel.site, babel.policy, journal, random))
                    .isEqualTo(Judged.replayed(babel.site, babel.policy, journal));
        });
    }

    private static void each(Consumer<Babel> check) {
        Seeds.each(BabelTest.class, SAMPLE, Babel::new, check);
    }

    /// Silence is judged on arrival, so that it differs where arrivals do.
    private static Set<Found> withoutSilence(Set<Found> found) {
        return found.stream()
                .filter(one -> !one.rule().equals("source-silent"))
                .collect(Collectors.toSet());
    }
}
