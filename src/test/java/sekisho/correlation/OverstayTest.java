package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.left;
import static sekisho.correlation.Said.motion;
import static sekisho.correlation.Said.visit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverstayTest {
    private static final String RULE = "overstay";

    private final Story story = new Story();

    @Test
    void aVisitStillOpenAQuarterOfAnHourAfterThePlannedExitIsFoundThen() {
        planned("11:00").until("11:14:59.999");
        assertThat(story.findings(RULE)).isEmpty();
        story.until("11:15");
        assertThat(story.findings(RULE)).containsExactly("11:15:00 overstay room {visit=v1}[1]");
    }

    @Test
    void whoLeavesAQuarterOfAnHourLaterIsInTime() {
        planned("11:00").at("11:15", left("v1")).until("12:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whoLeavesAMillisecondLaterIsNot() {
        planned("11:00").at("11:15:00.001", left("v1")).until("12:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whoIsRegisteredAfterTheTimeHasStayedTooLongAtOnce() {
        planned("08:00").until("09:00");
        assertThat(story.findings(RULE)).containsExactly("09:00:00 overstay room {visit=v1}[1]");
    }

    @Test
    void aVisitWithoutAPlanIsNeverTooLong() {
        story.at("09:00", visit("v1", "room", "guest", "aoki")).until("23:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aLeavingThatComesInLateWithdrawsIt() {
        planned("11:00").until("12:00").arrives("13:00", "11:15", left("v1"));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @Test
    void aVisitRegisteredAgainHasTheNewPlan() {
        planned("11:00")
                .at("10:30", visit("v1", "room", "guest", "aoki", Story.time("14:00")))
                .until("13:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aVisitWithoutAPlanLeavesNothingToDecide() {
        story.at("09:00", visit("v1", "room", "guest", "aoki"));
        assertThat(story.correlator().dueAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"11:15, 2", "11:15:00.001, 1"})
    void aLeavingThatComesInLateMeetsTheLimitToTheMillisecond(String when, int told) {
        planned("11:00").until("12:00").arrives("13:00", when, left("v1"));
        assertThat(story.findings(RULE)).hasSize(told);
    }

    @ParameterizedTest
    @CsvSource({"08:45, 09:00:00", "08:45:00.001, 09:00:00.001"})
    void itIsJudgedAtTheRegistrationOrAtTheLimitWhicheverIsLater(String exit, String found) {
        planned(exit).until("10:00");
        assertThat(story.findings(RULE)).containsExactly(found + " overstay room {visit=v1}[1]");
    }

    @Test
    void aLeavingOfAClockThatIsAheadSpoilsNothingThatIsDueJustNow() {
        planned("11:00")
                .arrives("10:00", "12:00", motion("hall"))
                .arrives("11:15", "11:20", left("v1"))
                .until("11:16");
        assertThat(story.findings(RULE)).containsExactly("11:15:00 overstay room {visit=v1}[1]");
    }

    private Story planned(String exit) {
        return story.at("09:00", visit("v1", "room", "guest", "aoki", Story.time(exit)));
    }
}
