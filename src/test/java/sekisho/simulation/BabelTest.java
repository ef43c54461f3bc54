package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Finding.FindingWithdrawn;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// The core against the [Oracle], on journals in which every kind of fact meets every other.
class BabelTest {
    private static final int SAMPLE = 500;

    @Test
    void whatStandsIsWhatTheOracleFindsWhateverTheOrderOfArrival() {
        Seeds.of(SAMPLE)
                .forEach(seed -> {
                    var babel = new Babel(seed);
                    List<Arrival> journal = babel.journal();
                    var judged = Judged.replayed(babel.site, babel.policy, journal);
                    assertThat(judged.standing())
                            .as(Seeds.again(BabelTest.class, seed))
                            .isEqualTo(Oracle.judge(babel.site, babel.policy, journal));
                });
    }

    @Test
    void inOrderNothingIsWithdrawnOrLate() {
        Seeds.of(SAMPLE)
                .forEach(seed -> {
                    var babel = new Babel(seed);
                    List<Arrival> journal = babel.journal();
                    var judged = Judged.inOrder(babel.site, babel.policy, journal);
                    assertThat(judged.findings())
                            .as(Seeds.again(BabelTest.class, seed))
                            .doesNotHaveAnyElementsOfTypes(FindingWithdrawn.class);
                    assertThat(withoutSilence(judged.standing()))
                            .as(Seeds.again(BabelTest.class, seed))
                            .isEqualTo(
                                    withoutSilence(
                                            Oracle.judge(babel.site, babel.policy, journal)));
                });
    }

    @Test
    void ticksOnlyMakeKnownSoonerWhatTheJournalImplies() {
        Seeds.of(SAMPLE)
                .forEach(seed -> {
                    var babel = new Babel(seed);
                    List<Arrival> journal = babel.journal();
                    var live = Judged.live(babel.site, babel.policy, journal, new Random(seed));
                    assertThat(live)
                            .as(Seeds.again(BabelTest.class, seed))
                            .isEqualTo(Judged.replayed(babel.site, babel.policy, journal));
                });
    }

    @Test
    void whoGoesOnFromWhatWasSavedFindsTheSameInTheSameOrder() {
        Seeds.of(SAMPLE)
                .forEach(seed -> {
                    var babel = new Babel(seed);
                    List<Arrival> journal = babel.journal();
                    var restarted =
                            Judged.restarted(babel.site, babel.policy, journal, new Random(seed));
                    assertThat(restarted)
                            .as(Seeds.again(BabelTest.class, seed))
                            .isEqualTo(Judged.replayed(babel.site, babel.policy, journal));
                });
    }

    /// Silence is judged on arrival, so that it differs where arrivals do.
    private static Set<Found> withoutSilence(Set<Found> found) {
        return found.stream()
                .filter(one -> !one.rule().equals("source-silent"))
                .collect(Collectors.toSet());
    }
}
