package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.closed;
import static sekisho.correlation.Said.opened;

import org.junit.jupiter.api.Test;

import sekisho.site.Paperwork.PlanAdopted;

import java.time.Duration;

class DoorHeldTest {
    private static final String RULE = "door-held";

    private final Story story = new Story();

    @Test
    void aDoorThatStaysOpenIsFoundThirtySecondsLater() {
        story.at("09:00", opened("room", "front")).until("09:00:29.999");
        assertThat(story.findings(RULE)).isEmpty();
        story.until("09:00:30");
        assertThat(story.findings(RULE)).containsExactly("09:00:30 door-held room {door=front}[1]");
    }

    @Test
    void aDoorClosedThirtySecondsLaterIsNotHeld() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:30", closed("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aDoorClosedAMillisecondLaterIs() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:30.001", closed("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aClosingAMillisecondAfterTheOpeningCounts() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:00.001", closed("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aClosingInTheSameMillisecondDoesNot() {
        story.at("09:00", opened("room", "front"))
                .at("09:00", closed("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void ofTwoOpeningsTheOneThatWasNotClosedInTimeIsFound() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:20", opened("room", "front"))
                .at("09:00:40", closed("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).containsExactly("09:00:30 door-held room {door=front}[1]");
    }

    @Test
    void aClosingInTimeForOneOpeningIsNotForAnEarlierOneThatCameLast() {
        story.at("09:00", opened("room", "front"))
                .arrives("09:00:30", "08:59:50", opened("room", "front"))
                .at("09:00:30", closed("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).containsExactly("09:00:20 door-held room {door=front}[2]");
    }

    @Test
    void aClosingWhoseClockIsAheadIsNotInTimeBecauseItComesEarly() {
        story.at("09:00", opened("room", "front"))
                .arrives("09:00:01", "09:00:40", closed("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).containsExactly("09:00:30 door-held room {door=front}[1]");
    }

    @Test
    void aShorterLimitThatIsAdoptedMeanwhileHoldsForWhatWasClosedInTime() {
        var shorter = Policies.heldAfter(Duration.ofSeconds(10));
        story.at("09:00", opened("room", "front"))
                .at("09:00:20", closed("room", "front"))
                .tell(
                        Story.time("09:00:21"),
                        new PlanAdopted(Story.time("08:59"), Story.PLAIN, shorter))
                .until("10:00");
        assertThat(story.findings(RULE)).containsExactly("09:00:10 door-held room {door=front}[1]");
    }

    @Test
    void aClosingThatComesInLateWithdrawsIt() {
        story.at("09:00", opened("room", "front"))
                .until("10:00")
                .arrives("11:00", "09:00:30", closed("room", "front"));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @Test
    void aClosingThatComesInLateButWasTooLateChangesNothing() {
        story.at("09:00", opened("room", "front"))
                .until("10:00")
                .arrives("11:00", "09:00:30.001", closed("room", "front"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aClosingThatComesInLateMeetsTheLimitToTheMillisecond() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:00.001", opened("room", "front"))
                .until("10:00")
                .arrives("11:00", "09:00:30.001", closed("room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:00:30 door-held room {door=front}[1]",
                        "09:00:30.001 door-held room {door=front}[2]",
                        "not 09:00:30.001 door-held room {door=front}[2, 3]");
    }

    @Test
    void anotherDoorsClosingDoesNotCount() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:10", closed("room", "back"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }
}
