package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.inserted;
import static sekisho.correlation.Said.permitted;
import static sekisho.correlation.Said.removed;
import static sekisho.correlation.Said.revoked;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.site.Policy;

import java.time.Duration;
import java.time.Instant;

class MediaOutlastsPermitTest {
    private static final String RULE = "media-outlasts-permit";
    private static final String STICK = "0781:5567:A1";
    private static final String ABOUT =
            " media-outlasts-permit room {media=0781:5567:A1, machine=m1}";
    private static final String FOUND = "10:00:00" + ABOUT + "[2, 1]";

    private final Story story = new Story();

    private Story plugged() {
        return permit("P1", "09:00", "10:00").at("09:30", inserted("room", "m1", STICK));
    }

    private Story permit(String id, String from, String until) {
        return story.at("08:00", permit(id, Story.time(from), Story.time(until)));
    }

    private static Said permit(String id, Instant from, Instant until) {
        return permitted(id, STICK, "room", from, until);
    }

    @Test
    void aMediumThatIsStillInWhenItsPermitEndsIsFoundThen() {
        plugged().until("09:59:59.999");
        assertThat(story.findings(RULE)).isEmpty();
        story.until("10:00");
        assertThat(story.findings(RULE)).containsExactly(FOUND);
        story.until("23:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"09:59:59.999, 0", "10:00, 0", "10:00:00.001, 1"})
    void whoPullsItAtTheLastMomentIsInTime(String time, int found) {
        plugged().at(time, removed("room", "m1", STICK)).until("11:00");
        assertThat(story.findings(RULE)).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"10:00, 0", "10:00:00.001, 0", "10:00:00.002, 1"})
    void aPermitThatGoesOnAtOnceCarriesOn(String from, int found) {
        permit("P1", "09:00", "10:00")
                .at("08:10", permit("P2", Story.time(from), Story.time("12:00")));
        story.at("09:30", inserted("room", "m1", STICK)).until("11:00");
        assertThat(story.findings(RULE)).hasSize(found);
        story.until("12:00");
        assertThat(story.findings(RULE)).hasSize(found + 1);
    }

    @Test
    void aRevocationEndsItAtOnce() {
        plugged().at("09:40", revoked("P1"));
        assertThat(story.findings(RULE)).containsExactly("09:40:00" + ABOUT + "[2, 3]");
        story.until("11:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aRevocationWhileAnotherPermitHoldsEndsNothing() {
        permit("P1", "09:00", "10:00")
                .at("08:10", permit("P2", Story.time("09:00"), Story.time("12:00")));
        story.at("09:30", inserted("room", "m1", STICK)).at("09:40", revoked("P1")).until("11:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whoeverNeverHadAPermitLosesNone() {
        story.at("09:30", inserted("room", "m1", STICK)).until("23:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aPermitThatOpensWhileItIsInEndsToo() {
        story.at("09:30", inserted("room", "m1", STICK))
                .at("09:31", permit("P1", Story.time("09:45"), Story.time("10:00")))
                .until("11:00");
        assertThat(story.findings(RULE)).containsExactly("10:00:00" + ABOUT + "[1, 2]");
        assertThat(story.findings("unauthorised-media")).hasSize(1);
    }

    @Test
    void aRemovalThatComesLateExplainsIt() {
        plugged().until("10:30");
        story.arrives("10:31", "09:50", removed("room", "m1", STICK));
        assertThat(story.findings(RULE))
                .containsExactly(FOUND, "not " + FOUND.replace("[2, 1]", "[2, 3]"));
    }

    @Test
    void aPermitThatComesLateExplainsItAndALateRevocationReveals() {
        plugged().until("10:30");
        story.arrives("10:31", "09:59", permit("P2", Story.time("09:00"), Story.time("12:00")));
        story.arrives("10:32", "09:45", revoked("P1"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        FOUND,
                        "not " + FOUND.replace("[2, 1]", "[2, 3]"),
                        "09:45:00" + ABOUT + "[2, 4] late");
    }

    @Test
    void aMediumThatStaysInForWeeksIsNotForgotten() {
        Instant begin = Story.time("09:00");
        story.tell(begin, permit("P1", begin, begin.plus(Duration.ofDays(30))).apply(begin))
                .tell(begin, inserted("room", "m1", STICK).apply(begin));
        for (int day = 1; day < 30; day++) {
            Instant noon = begin.plus(Duration.ofDays(day));
            story.tell(noon, inserted("room", "m2", "0781:5567:B" + day).apply(noon));
        }
        Instant last = begin.plus(Duration.ofDays(31));
        story.tell(last, inserted("room", "m2", "0781:5567:B").apply(last));
        assertThat(story.findings(RULE)).hasSize(1);
        assertThat(Policy.DEFAULT.rejudged()).isLessThan(Duration.ofDays(30));
    }

    @Test
    void aPermitWrittenInTheMomentTheOtherEndsStillCarriesOn() {
        plugged()
                .at("10:00", permit("P2", Story.time("10:00"), Story.time("10:30")))
                .until("10:15");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aPermitOfOneMillisecondEndsInIt() {
        story.at("09:00", inserted("room", "m1", STICK))
                .at("10:00", permit("P1", Story.time("10:00"), Story.time("10:00")))
                .until("11:00");
        assertThat(story.findings(RULE)).containsExactly("10:00:00" + ABOUT + "[1, 2]");
    }

    @Test
    void aPermitThatIsRevokedInTheMillisecondItIsWrittenEndsThere() {
        story.at("09:00", inserted("room", "m1", STICK))
                .at("09:30", permit("P1", Story.time("09:00"), Story.time("10:00")))
                .at("09:30", revoked("P1"))
                .until("11:00");
        assertThat(story.findings(RULE)).containsExactly("09:30:00" + ABOUT + "[1, 3]");
    }

    @Test
    void whatIsPutInAtTheLastMomentOutlastsIt() {
        permit("P1", "09:00", "10:00").at("10:00", inserted("room", "m1", STICK)).until("11:00");
        assertThat(story.findings(RULE)).containsExactly(FOUND);
    }

    @Test
    void anInsertionThatComesInLateRevealsItWithoutASiren() {
        permit("P1", "09:00", "10:00")
                .arrives("10:00:20", "09:30", inserted("room", "m1", STICK))
                .until("11:00");
        assertThat(story.findings(RULE)).containsExactly(FOUND + " late");
    }

    @Test
    void anInsertionThatComesInTheMomentOfTheEndWaitsForAllOfThatMoment() {
        permit("P1", "09:00", "10:00")
                .arrives("10:00", "09:30", inserted("room", "m1", STICK))
                .at("10:00", removed("room", "m1", STICK))
                .until("11:00");
        assertThat(story.findings(RULE)).isEmpty();
    }
}
