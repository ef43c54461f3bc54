package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.alive;
import static sekisho.correlation.Said.closed;
import static sekisho.correlation.Said.denied;
import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.left;
import static sekisho.correlation.Said.motion;
import static sekisho.correlation.Said.opened;
import static sekisho.correlation.Said.visit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.site.Hours;
import sekisho.site.Policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;

/// Every limit is the policy's: none of these is the default's.
class OtherLimitsTest {
    private static final Policy OTHER =
            new Policy(
                    Duration.ofSeconds(3),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(7),
                    2,
                    3,
                    Duration.ofSeconds(4),
                    new Hours(
                            List.of(DayOfWeek.MONDAY),
                            LocalTime.of(8, 30),
                            LocalTime.of(9, 30),
                            List.of()),
                    Duration.ofHours(1),
                    Policy.Undeclared.ACCEPT);

    private final Story story = new Story(Story.PLAIN, OTHER);

    @ParameterizedTest
    @CsvSource({
        "08:59:57, 0",
        "08:59:56.999, 1",
        "09:00:03, 0",
        "09:00:03.001, 1",
    })
    void anOpeningIsExplainedWithinThreeSeconds(String read, int found) {
        if (read.startsWith("08")) {
            story.at(read, in("aoki", "room", "front")).at("09:00", opened("room", "front"));
        } else {
            story.at("09:00", opened("room", "front")).at(read, in("aoki", "room", "front"));
        }
        assertThat(story.until("10:00").findings("unlogged-entry")).hasSize(found);
    }

    @Test
    void aMotionIsDecidedAfterThreeSeconds() {
        story.at("09:00", motion("room"));
        assertThat(story.until("09:00:02.999").findings()).isEmpty();
        assertThat(story.until("09:00:03").findings()).hasSize(1);
    }

    @Test
    void anEscortMayBeAwayForTwentySeconds() {
        story.at("09:00", visit("v1", "room", "vendor", "aoki"));
        assertThat(story.until("09:00:19.999").findings()).isEmpty();
        assertThat(story.until("09:00:20").findings("unescorted-visitor")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"09:31, 0", "09:31:00.001, 1"})
    void aVisitMayStayAMinuteLonger(String when, int found) {
        story.at("09:00", visit("v1", "room", "guest", "aoki", Story.time("09:30")))
                .at(when, left("v1"))
                .until("10:00");
        assertThat(story.findings("overstay")).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"08:59:58, 0", "08:59:57.999, 1"})
    void aReadReleasesADoorForTwoSeconds(String read, int found) {
        story.at(read, in("aoki", "room", "front")).at("09:00", opened("room", "front"));
        assertThat(story.findings("door-forced")).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"09:00:07, 0", "09:00:07.001, 1"})
    void aDoorMayStayOpenForSevenSeconds(String shut, int found) {
        story.at("09:00", opened("room", "front")).at(shut, closed("room", "front")).until("10:00");
        assertThat(story.findings("door-held")).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"09:00:20, 0", "09:00:20.001, 1"})
    void aSourceMayMissTwoIntervals(String again, int found) {
        story.at("09:00", alive("reader", 10)).at(again, alive("reader", 10));
        assertThat(story.findings("source-silent")).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"09:00:04, 1", "09:00:04.001, 0"})
    void theThirdDenialWithinFourSecondsIsTooMany(String third, int found) {
        story.at("09:00", denied("room", "front"))
                .at("09:00:02", denied("room", "front"))
                .at(third, denied("room", "front"));
        assertThat(story.findings("repeated-denial")).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"08:30, 0", "08:29:59.999, 1", "09:30, 0", "09:30:00.001, 1"})
    void anHourIsUsual(String time, int found) {
        story.at(time, in("aoki", "room", "front"));
        assertThat(story.findings("unusual-hours")).hasSize(found);
    }

    @Test
    void anHourBackIsJudgedAgainAndAMillisecondMoreIsNot() {
        List<Long> unjudged = new ArrayList<>();
        story.correlator().onUnjudged(unjudged::add);
        story.at("09:00", motion("hall"))
                .arrives("09:00", "08:00", opened("room", "front"))
                .arrives("09:00", "07:59:59.999", opened("room", "back"));
        assertThat(story.findings("door-forced")).hasSize(1);
        assertThat(unjudged).containsExactly(3L);
    }

    @ParameterizedTest
    @CsvSource({"10:00:20, 2", "10:00:20.001, 1"})
    void anEscortWhoWasBackAtTheVeryHorizonStillCounts(String arrival, int told) {
        story.at("09:00", visit("v1", "room", "vendor", "aoki"))
                .until("09:01")
                .arrives(arrival, "09:00:20", in("aoki", "room", "front"));
        assertThat(story.findings("unescorted-visitor")).hasSize(told);
    }
}
