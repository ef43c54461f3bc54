package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.denied;
import static sekisho.correlation.Said.in;

import org.junit.jupiter.api.Test;

class RepeatedDenialTest {
    private static final String RULE = "repeated-denial";

    private final Story story = new Story();

    @Test
    void theFifthDenialWithinAMinuteIsFoundAtOnce() {
        denials("09:00:00", "09:00:10", "09:00:20", "09:00:30");
        assertThat(story.findings(RULE)).isEmpty();
        denials("09:01:00");
        assertThat(story.findings(RULE))
                .containsExactly("09:01:00 repeated-denial room {door=front}[5, 4, 3, 2, 1]");
    }

    @Test
    void aFifthDenialAMillisecondLaterIsNotTheFifth() {
        denials("09:00:00", "09:00:10", "09:00:20", "09:00:30", "09:01:00.001");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aGrantStartsTheCountAnew() {
        denials("09:00:00", "09:00:10", "09:00:20", "09:00:30");
        story.at("09:00:40", in("aoki", "room", "front"));
        denials("09:00:50", "09:00:51", "09:00:52", "09:00:53");
        assertThat(story.findings(RULE)).isEmpty();
        denials("09:00:54");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aFindingStartsTheCountAnew() {
        denials("09:00:00", "09:00:01", "09:00:02", "09:00:03", "09:00:04");
        denials("09:00:05", "09:00:06", "09:00:07", "09:00:08");
        assertThat(story.findings(RULE)).hasSize(1);
        denials("09:00:09");
        assertThat(story.findings(RULE)).hasSize(2);
    }

    @Test
    void denialsAtAnotherDoorDoNotCount() {
        denials("09:00:00", "09:00:01", "09:00:02", "09:00:03");
        story.at("09:00:04", denied("room", "back"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aDenialThatComesInLateShiftsTheFindingsBehindIt() {
        denials("09:00:10", "09:00:11", "09:00:12", "09:00:13", "09:00:14");
        story.arrives("10:00", "09:00:05", denied("room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:00:14 repeated-denial room {door=front}[5, 4, 3, 2, 1]",
                        "09:00:13 repeated-denial room {door=front}[4, 3, 2, 1, 6] late",
                        "not 09:00:14 repeated-denial room {door=front}[5, 6]");
    }

    @Test
    void aGrantThatComesInLateWithdrawsIt() {
        denials("09:00:10", "09:00:11", "09:00:12", "09:00:13", "09:00:14");
        story.arrives("10:00", "09:00:12.500", in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @Test
    void aDenialThatComesInLateCountsForAMinuteAndSoundsNoSiren() {
        denials("09:00:15", "09:00:30", "09:00:45", "09:01:00");
        story.arrives("09:01:02", "09:00", denied("room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly("09:01:00 repeated-denial room {door=front}[4, 3, 2, 1, 5] late");
    }

    @Test
    void aDenialThatComesInLateAMillisecondEarlierDoesNotCount() {
        denials("09:00:15", "09:00:30", "09:00:45", "09:01:00");
        story.arrives("09:01:02", "08:59:59.999", denied("room", "front"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aDenialThatComesInLateShiftsEveryFindingOfALongRow() {
        var pairs = new Story(Story.PLAIN, Policies.withDenials(2));
        for (int i = 0; i < 12; i++) {
            pairs.at("09:0" + i / 6 + ":" + i % 6 + "0", denied("room", "front"));
        }
        assertThat(pairs.findings(RULE)).hasSize(6);
        pairs.arrives("10:00", "08:59:59", denied("room", "front"));
        assertThat(pairs.findings(RULE))
                .hasSize(18)
                .last()
                .isEqualTo("not 09:01:50 repeated-denial room {door=front}[12, 13]");
    }

    @Test
    void aGrantInTheSameMillisecondCountsByTheOrderOfArrival() {
        denials("09:00:00", "09:00:01", "09:00:02", "09:00:03");
        story.at("09:00:04", in("aoki", "room", "front"));
        denials("09:00:04");
        assertThat(story.findings(RULE)).isEmpty();
        denials("09:00:05", "09:00:06", "09:00:07", "09:00:08");
        story.at("09:00:08", in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    private void denials(String... times) {
        for (String time : times) {
            story.at(time, denied("room", "front"));
        }
    }
}
