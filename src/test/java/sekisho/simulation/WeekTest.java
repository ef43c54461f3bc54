package sekisho.simulation;

import org.junit.jupiter.api.Test;

import java.util.List;

/// Weeks at a site, each from a seed: the station finds exactly those who broke a rule, however the
/// facts arrived and however often it died.
class WeekTest {
    private static final int SAMPLE = 150;

    private static final List<Checker> CHECKERS =
            List.of(
                    new NothingLostNothingTwice(),
                    new FindingsEqualTruth(),
                    new ReplayEqualsLive(),
                    new SnapshotAndTailEqualReplay(),
                    new InOrderEqualsTruth());

    @Test
    void whateverHappensInAWeekTheStationFindsWhatWentWrongAndNothingElse() {
        Seeds.each(
                WeekTest.class,
                SAMPLE,
                Week::new,
                week -> {
                    Lived lived = Life.of(week);
                    CHECKERS.forEach(checker -> checker.check(lived));
                });
    }
}
