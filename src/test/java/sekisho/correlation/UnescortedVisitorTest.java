package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.left;
import static sekisho.correlation.Said.out;
import static sekisho.correlation.Said.visit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnescortedVisitorTest {
    private static final String RULE = "unescorted-visitor";

    private final Story story = new Story();

    @Test
    void aVendorWhoseEscortLeftIsFoundAMinuteLater() {
        accompanied().at("09:30", out("aoki", "room", "front")).until("09:30:59.999");
        assertThat(story.findings(RULE)).isEmpty();
        story.until("09:31");
        assertThat(story.findings(RULE))
                .containsExactly("09:31:00 unescorted-visitor room {visit=v1, escort=aoki}[3, 2]");
    }

    @Test
    void anEscortWhoIsBackAfterAMinuteIsInTime() {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .at("09:31", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void anEscortWhoIsBackAMillisecondLaterIsNot() {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .at("09:31:00.001", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aVisitorWhoLeavesAMinuteAfterTheEscortIsInTime() {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .at("09:31", left("v1"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aVisitorWhoLeavesAMillisecondLaterIsNot() {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .at("09:31:00.001", left("v1"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void anEscortWhoWasNotInsideHasAMinuteFromTheRegistration() {
        story.at("09:00", visit("v1", "room", "vendor", "aoki"))
                .at("09:01", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void anEscortWhoComesAMillisecondLaterIsTooLate() {
        story.at("09:00", visit("v1", "room", "vendor", "aoki"))
                .at("09:01:00.001", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE))
                .containsExactly("09:01:00 unescorted-visitor room {visit=v1, escort=aoki}[1]");
    }

    @Test
    void aGuestNeedsNoEscort() {
        story.at("09:00", visit("v1", "room", "guest", "aoki")).until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aVendorWithoutAnEscortIsUnescorted() {
        story.at("09:00", visit("v1", "room", "vendor", "")).until("10:00");
        assertThat(story.findings(RULE))
                .containsExactly("09:01:00 unescorted-visitor room {visit=v1}[1]");
    }

    @Test
    void anEscortInAnotherZoneIsAway() {
        accompanied().at("09:30", in("aoki", "store", "side")).until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void eachAbsenceIsFoundOnce() {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .at("09:40", in("aoki", "room", "front"))
                .at("09:50", out("aoki", "room", "front"))
                .until("12:00");
        assertThat(story.findings(RULE)).hasSize(2);
    }

    @Test
    void aReadThatComesInLateWithdrawsAnAbsence() {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .until("10:00")
                .arrives("11:00", "09:30:30", in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @Test
    void aReadThatComesInLateRevealsAnAbsence() {
        accompanied()
                .at("09:45", in("aoki", "room", "front"))
                .until("10:00")
                .arrives("11:00", "09:30", out("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:31:00 unescorted-visitor room {visit=v1, escort=aoki}[4, 2] late");
    }

    @Test
    void aLeavingThatComesInTheMomentOfItsDeadlineWaitsForAllOfThatMoment() {
        accompanied()
                .arrives("09:31", "09:30", out("aoki", "room", "front"))
                .at("09:31", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aLeavingThatComesInBeforeItsDeadlineIsFoundInTime() {
        accompanied().arrives("09:30:30", "09:30", out("aoki", "room", "front")).until("10:00");
        assertThat(story.findings(RULE))
                .containsExactly("09:31:00 unescorted-visitor room {visit=v1, escort=aoki}[3, 2]");
    }

    @Test
    void aLeavingThatComesInAfterItsDeadlineSoundsNoSiren() {
        accompanied().arrives("09:31:30", "09:30", out("aoki", "room", "front")).until("10:00");
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:31:00 unescorted-visitor room {visit=v1, escort=aoki}[3, 2] late");
    }

    @Test
    void anAbsenceIsFoundOnceWhereverTheEscortGoesMeanwhile() {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .at("09:35", in("aoki", "store", "side"))
                .at("09:50", out("aoki", "store", "side"))
                .until("10:00")
                .arrives("11:00", "09:40", in("aoki", "office", "desk"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void anEntryThatComesInLateMovesTheBeginningOfTheAbsence() {
        story.at("09:00", visit("v1", "room", "vendor", "aoki"))
                .at("09:00", out("aoki", "room", "front"))
                .until("10:00")
                .arrives("11:00", "08:00", in("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:01:00 unescorted-visitor room {visit=v1, escort=aoki}[1]",
                        "not 09:01:00 unescorted-visitor room {visit=v1, escort=aoki}[1, 3]",
                        "09:01:00 unescorted-visitor room {visit=v1, escort=aoki}[2, 1] late");
    }

    @Test
    void aVisitorWhoseLeavingComesInLateWasNotAlone() {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .until("10:00")
                .arrives("11:00", "09:20", left("v1"));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @ParameterizedTest
    @CsvSource({"09:31, 2", "09:31:00.001, 1"})
    void aReturnThatComesInLateMeetsTheMinuteToTheMillisecond(String back, int told) {
        accompanied()
                .at("09:30", out("aoki", "room", "front"))
                .until("10:00")
                .arrives("11:00", back, in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(told);
    }

    private Story accompanied() {
        return story.at("08:59", in("aoki", "room", "front"))
                .at("09:00", visit("v1", "room", "vendor", "aoki"));
    }
}
