package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.carriedIn;
import static sekisho.correlation.Said.carriedOut;
import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.out;

import org.junit.jupiter.api.Test;

class MediaNotCarriedOutTest {
    private static final String RULE = "media-not-carried-out";

    private final Story story = new Story();

    @Test
    void whoLeavesWithoutTheirMediumIsFoundAtOnce() {
        entered().at("09:30", out("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly("09:30:00 media-not-carried-out room {person=aoki}[3, 2]");
    }

    @Test
    void whoCarriedItOutIsNot() {
        entered()
                .at("09:30", carriedOut("aoki", "room", "v:p:s"))
                .at("09:30", out("aoki", "room", "front"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whoCarriesItOutAMillisecondLaterIs() {
        entered()
                .at("09:30", out("aoki", "room", "front"))
                .at("09:30:00.001", carriedOut("aoki", "room", "v:p:s"));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whatSomebodyElseCarriedOutIsOut() {
        entered()
                .at("09:20", carriedOut("kato", "room", "v:p:s"))
                .at("09:30", out("aoki", "room", "front"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aSheetThatComesInLateWithdrawsIt() {
        entered()
                .at("09:30", out("aoki", "room", "front"))
                .arrives("12:00", "09:20", carriedOut("aoki", "room", "v:p:s"));
        assertThat(story.findings(RULE)).hasSize(2).last().asString().startsWith("not");
    }

    @Test
    void aSheetThatComesInLateRevealsIt() {
        story.at("09:00", in("aoki", "room", "front"))
                .at("09:30", out("aoki", "room", "front"))
                .arrives("12:00", "09:10", carriedIn("aoki", "room", "v:p:s"));
        assertThat(story.findings(RULE)).hasSize(1).last().asString().endsWith("late");
    }

    @Test
    void aSheetThatComesInLateCountsUpToTheNextWayOfTheMedium() {
        story.at("09:00", in("aoki", "room", "front"))
                .at("09:30", out("aoki", "room", "front"))
                .at("09:30", carriedOut("aoki", "room", "v:p:s"))
                .arrives("09:30:20", "09:10", carriedIn("aoki", "room", "v:p:s"));
        assertThat(story.findings(RULE))
                .containsExactly("09:30:00 media-not-carried-out room {person=aoki}[2, 4] late");
    }

    @Test
    void whatWasWithdrawnMayBeFoundAgain() {
        entered()
                .at("09:30", out("aoki", "room", "front"))
                .arrives("12:00", "09:20", carriedOut("aoki", "room", "v:p:s"))
                .arrives("13:00", "09:25", carriedIn("aoki", "room", "v:p:s"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:30:00 media-not-carried-out room {person=aoki}[3, 2]",
                        "not 09:30:00 media-not-carried-out room {person=aoki}[3, 4]",
                        "09:30:00 media-not-carried-out room {person=aoki}[3, 5] late");
    }

    @Test
    void whatIsInAnotherZoneIsNotAsked() {
        entered()
                .at("09:20", in("aoki", "store", "side"))
                .at("09:30", out("aoki", "store", "side"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    private Story entered() {
        return story.at("09:00", in("aoki", "room", "front"))
                .at("09:10", carriedIn("aoki", "room", "v:p:s"));
    }
}
