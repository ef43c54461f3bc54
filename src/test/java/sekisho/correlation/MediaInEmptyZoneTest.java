package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.inserted;
import static sekisho.correlation.Said.left;
import static sekisho.correlation.Said.out;
import static sekisho.correlation.Said.visit;

import org.junit.jupiter.api.Test;

class MediaInEmptyZoneTest {
    private static final String RULE = "media-in-empty-zone";

    private final Story story = new Story();

    @Test
    void aMediumPutInWhileNobodyIsThereIsFoundAtOnce() {
        story.at("09:00", inserted("room", "m1", "v:p:s"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:00 media-in-empty-zone room {media=v:p:s, machine=m1}[1]");
    }

    @Test
    void somebodyInsideExplainsIt() {
        story.at("08:00", in("aoki", "room", "front")).at("09:00", inserted("room", "m1", "v:p:s"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whoEntersAMillisecondLaterDoesNot() {
        story.at("09:00", inserted("room", "m1", "v:p:s"))
                .at("09:00:00.001", in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whoLeavesAMillisecondLaterExplainsIt() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("09:00", inserted("room", "m1", "v:p:s"))
                .at("09:00:00.001", out("aoki", "room", "front"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whoLeftBeforeItInTheSameMillisecondDoesNot() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("09:00", out("aoki", "room", "front"))
                .at("09:00", inserted("room", "m1", "v:p:s"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aVisitThatEndsInTheSameMillisecondExplainsIt() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("09:00", left("v1"))
                .at("09:00", inserted("room", "m1", "v:p:s"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aVisitThatEndedAMillisecondBeforeDoesNot() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("08:59:59.999", left("v1"))
                .at("09:00", inserted("room", "m1", "v:p:s"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aReadThatComesInLateWithdrawsIt() {
        story.at("09:00", inserted("room", "m1", "v:p:s"))
                .arrives("10:00", "08:00", in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @Test
    void aReadThatComesInLateRevealsIt() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("09:00", inserted("room", "m1", "v:p:s"))
                .arrives("10:00", "08:30", out("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(1).last().asString().endsWith("late");
    }

    @Test
    void aLeavingThatComesInLateRevealsWhatHappenedUpToTheNextEntry() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("09:00", inserted("room", "m1", "v:p:s"))
                .at("09:00", in("aoki", "room", "front"))
                .arrives("09:00:20", "08:30", out("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:00:00 media-in-empty-zone room {media=v:p:s, machine=m1}[2] late");
    }
}
