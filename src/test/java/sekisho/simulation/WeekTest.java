package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// A week at a site: the core finds exactly those who broke a rule, however the facts arrived.
class WeekTest {
    @Test
    void whoGoesOnFromWhatWasSavedFindsTheSameInTheSameOrder() {
        Seeds.of(SAMPLE)
                .forEach(seed -> {
                    var week = new Week(seed);
                    List<Arrival> journal = week.journal();
                    var restarted =
                            Judged.restarted(week.site, week.policy, journal, new Random(seed));
                    assertThat(restarted)
                            .as(Seeds.again(WeekTest.class, seed))
                            .isEqualTo(Judged.replayed(week.site, week.policy, journal));
                });
    }

    private static final int SAMPLE = 60;

    @Test
    void findsExactlyThoseWhoBrokeARule() {
        Seeds.of(SAMPLE)
                .forEach(seed -> {
                    var week = new Week(seed);
                    var judged = Judged.replayed(week.site, week.policy, week.journal());
                    assertThat(misdeeds(judged.standing()))
                            .as(Seeds.again(WeekTest.class, seed))
                            .isEqualTo(week.misdeeds);
                });
    }

    @Test
    void findsWhatTheOracleFinds() {
        Seeds.of(SAMPLE / 4)
                .forEach(seed -> {
                    var week = new Week(seed);
                    List<Arrival> journal = week.journal();
                    var judged = Judged.replayed(week.site, week.policy, journal);
                    assertThat(judged.standing())
                            .as(Seeds.again(WeekTest.class, seed))
                            .isEqualTo(Oracle.judge(week.site, week.policy, journal));
                });
    }

    @Test
    void aReplayFindsWhatTheStationFoundInTheSameOrder() {
        Seeds.of(SAMPLE)
                .forEach(seed -> {
                    var week = new Week(seed);
                    List<Arrival> journal = week.journal();
                    assertThat(Judged.live(week.site, week.policy, journal, new Random(seed)))
                            .as(Seeds.again(WeekTest.class, seed))
                            .isEqualTo(Judged.replayed(week.site, week.policy, journal));
                });
    }

    private static Set<Week.Misdeed> misdeeds(Set<Found> standing) {
        return standing.stream()
                .map(found ->
                        new Week.Misdeed(
                                found.rule(),
                                found.at(),
                                found.subject()
                                        .getOrDefault(
                                                "media",
                                                found.subject().values().iterator().next())))
                .collect(Collectors.toSet());
    }
}
