package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.closed;
import static sekisho.correlation.Said.exit;
import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.opened;
import static sekisho.correlation.Said.out;

import org.junit.jupiter.api.Test;

class DoorForcedTest {
    private static final String RULE = "door-forced";

    private final Story story = new Story();

    @Test
    void anOpeningThatNothingReleasedIsFoundAtOnce() {
        story.at("09:00", opened("room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:00 door-forced room {door=front}[1]");
    }

    @Test
    void aReadFiveSecondsBeforeReleasesTheDoor() {
        story.at("08:59:55", in("aoki", "room", "front")).at("09:00", opened("room", "front"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aReadAMillisecondEarlierDoesNot() {
        story.at("08:59:54.999", in("aoki", "room", "front")).at("09:00", opened("room", "front"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aRequestToExitFiveSecondsBeforeReleasesTheDoor() {
        story.at("08:59:55", exit("room", "front")).at("09:00", opened("room", "front"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aRequestToExitAMillisecondEarlierDoesNot() {
        story.at("08:59:54.999", exit("room", "front")).at("09:00", opened("room", "front"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aReadInTheSameMillisecondButBehindDoesNot() {
        story.at("09:00", opened("room", "front")).at("09:00", in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aReadThatComesInLateWithdrawsWhatItReleased() {
        story.at("09:00", opened("room", "front"))
                .arrives("09:00:01", "08:59:59", out("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:00:00 door-forced room {door=front}[1]",
                        "not 09:00:00 door-forced room {door=front}[1, 2]");
    }

    @Test
    void anOpeningAFewSecondsOldStillSoundsTheSiren() {
        story.arrives("09:01", "09:00", opened("room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:00 door-forced room {door=front}[1]");
    }

    @Test
    void anOpeningMoreThanAMinuteOldIsLate() {
        story.arrives("09:01:00.001", "09:00", opened("room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:00 door-forced room {door=front}[1] late");
    }

    @Test
    void aClosingReleasesNothing() {
        story.at("08:59:59", closed("room", "front")).at("09:00", opened("room", "front"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aReadThatComesInLateReleasesWhatOpenedFiveSecondsLaterAndNoMillisecondMore() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:00.001", opened("room", "front"))
                .arrives("09:00:01", "08:59:55", in("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:00:00 door-forced room {door=front}[1]",
                        "09:00:00.001 door-forced room {door=front}[2]",
                        "not 09:00:00 door-forced room {door=front}[1, 3]");
    }

    @Test
    void whatWasNeverForcedIsNotWithdrawn() {
        story.at("08:59:58", exit("room", "front"))
                .at("09:00", opened("room", "front"))
                .until("09:00:10");
        assertThat(story.findings("unlogged-entry")).hasSize(1);
        story.arrives("09:00:20", "08:59:59", exit("room", "front"));
        assertThat(story.findings(RULE)).isEmpty();
    }
}
