package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.denied;
import static sekisho.correlation.Said.exit;
import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.left;
import static sekisho.correlation.Said.motion;
import static sekisho.correlation.Said.opened;
import static sekisho.correlation.Said.out;
import static sekisho.correlation.Said.visit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.site.DoorId;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.ZoneOffset;
import java.util.List;

class UnloggedEntryTest {
    private static final String RULE = "unlogged-entry";

    private final Story story = new Story();

    @Test
    void anOpeningThatNothingExplainsIsFoundTenSecondsLater() {
        story.at("09:00", opened("room", "front")).until("09:00:09.999");
        assertThat(story.findings(RULE)).isEmpty();
        story.until("09:00:10");
        assertThat(story.findings(RULE))
                .containsExactly("09:00:10 unlogged-entry room {door=front}[1]");
    }

    @Test
    void aReadTenSecondsBeforeExplainsAnOpening() {
        story.at("08:59:50", in("aoki", "room", "front"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aReadAMillisecondEarlierDoesNot() {
        story.at("08:59:49.999", in("aoki", "room", "front"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aReadTenSecondsAfterExplainsAnOpening() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:10", out("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aReadAMillisecondLaterDoesNot() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:10.001", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aReadAtAnotherDoorDoesNot() {
        story.at("09:00", opened("room", "front"))
                .at("09:00", in("aoki", "room", "back"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aVisitThatEndedTenSecondsBeforeExplainsAnOpening() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("08:59:50", left("v1"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aVisitThatEndedAMillisecondEarlierDoesNot() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("08:59:49.999", left("v1"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aVisitRegisteredTenSecondsAfterExplainsAnOpening() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:10", visit("v1", "room", "guest", "aoki"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aVisitRegisteredAMillisecondLaterDoesNot() {
        story.at("09:00", opened("room", "front"))
                .at("09:00:10.001", visit("v1", "room", "guest", "aoki"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aVisitInAnotherZoneDoesNot() {
        story.at("08:00", visit("v1", "store", "guest", "aoki"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void theExitButtonExplainsNothingAtADoorThatIsReadOnBothSides() {
        var declared = new Story(plan(Site.Exit.READER), Policy.DEFAULT);
        declared.at("09:00", exit("room", "front"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(declared.findings(RULE)).hasSize(1);
    }

    @Test
    void theExitButtonExplainsAnOpeningWhereOneLeavesByButton() {
        var declared = new Story(plan(Site.Exit.BUTTON), Policy.DEFAULT);
        declared.at("08:59:50", exit("room", "front"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(declared.findings(RULE)).isEmpty();
    }

    @Test
    void aButtonPressedAMillisecondTooEarlyExplainsNothing() {
        var declared = new Story(plan(Site.Exit.BUTTON), Policy.DEFAULT);
        declared.at("08:59:49.999", exit("room", "front"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(declared.findings(RULE)).hasSize(1);
    }

    @Test
    void aReadThatComesInLateWithdrawsWhatItExplains() {
        story.at("09:00", opened("room", "front"))
                .until("11:00")
                .arrives("12:00", "09:00:03", in("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:00:10 unlogged-entry room {door=front}[1]",
                        "not 09:00:10 unlogged-entry room {door=front}[1, 2]");
    }

    @Test
    void aSheetTranscribedTheNextDayWithdrawsWhatItExplains() {
        story.at("09:00", opened("room", "front"))
                .until("11:00")
                .arrives("12:00", "08:30", visit("v1", "room", "guest", "aoki"));
        assertThat(story.findings(RULE)).hasSize(2);
    }

    @Test
    void aLeavingThatComesInLateRevealsAnOpening() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("09:00", opened("room", "front"))
                .until("11:00");
        assertThat(story.findings(RULE)).isEmpty();
        story.arrives("12:00", "08:30", left("v1"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:10 unlogged-entry room {door=front}[2] late");
    }

    @Test
    void anOpeningThatComesInLateIsJudgedWithWhatArrivesTogether() {
        story.arrives("12:00", "09:00", opened("room", "front"))
                .arrives("12:00", "09:00:02", in("aoki", "room", "front"))
                .arrives("12:00", "09:10", opened("room", "front"))
                .until("12:00");
        assertThat(story.findings(RULE))
                .containsExactly("09:10:10 unlogged-entry room {door=front}[3] late");
    }

    @Test
    void aMotionInAnEmptyZoneIsFoundTenSecondsLater() {
        story.at("09:00", motion("room")).until("09:00:09.999");
        assertThat(story.findings(RULE)).isEmpty();
        story.until("09:00:10");
        assertThat(story.findings(RULE))
                .containsExactly("09:00:10 unlogged-entry room {zone=room}[1]");
    }

    @Test
    void whoLeftTenSecondsBeforeAMotionExplainsIt() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("08:59:50", out("aoki", "room", "front"))
                .at("09:00", motion("room"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whoLeftAMillisecondEarlierDoesNot() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("08:59:49.999", out("aoki", "room", "front"))
                .at("09:00", motion("room"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whoEntersTenSecondsAfterAMotionExplainsIt() {
        story.at("09:00", motion("room"))
                .at("09:00:10", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whoEntersAMillisecondLaterDoesNot() {
        story.at("09:00", motion("room"))
                .at("09:00:10.001", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whoIsInAZoneWithinIsInsideToo() {
        var nested = new Story(plan(Site.Exit.READER), Policy.DEFAULT);
        nested.at("08:00", in("aoki", "room", "front"))
                .at("08:10", in("aoki", "cage", "grille"))
                .at("09:00", motion("room"))
                .until("10:00");
        assertThat(nested.findings(RULE)).isEmpty();
    }

    @Test
    void whoGoesElsewhereIsInsideNoLonger() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("08:10", in("aoki", "office", "side"))
                .at("09:00", motion("room"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aReadThatComesInLateRevealsAMotionThatItLeftAlone() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("09:00", motion("room"))
                .until("10:00")
                .arrives("12:00", "08:30", out("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:10 unlogged-entry room {zone=room}[2] late");
    }

    @Test
    void aVisitExplainsAMotion() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("08:59:50", left("v1"))
                .at("09:00", motion("room"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aRefusedReadExplainsNothing() {
        story.at("09:00", denied("room", "front"))
                .at("09:00", opened("room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"09:00:10, 0", "09:00:10.001, 1"})
    void aButtonPressedTenSecondsAfterStillExplains(String pressed, int found) {
        var declared = new Story(plan(Site.Exit.BUTTON), Policy.DEFAULT);
        declared.at("09:00", opened("room", "front"))
                .at(pressed, exit("room", "front"))
                .until("10:00");
        assertThat(declared.findings(RULE)).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({
        "08:59:50, 2",
        "08:59:49.999, 1",
        "09:00:10, 2",
        "09:00:10.001, 1",
    })
    void aReadThatComesInLateExplainsWithinTheSameTenSeconds(String read, int told) {
        story.at("09:00", opened("room", "front"))
                .until("11:00")
                .arrives("12:00", read, in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(told);
    }

    @Test
    void aLeavingThatComesInLateRevealsAnOpeningWithoutASiren() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("09:00", opened("room", "front"))
                .arrives("09:00:20", "08:30", left("v1"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:10 unlogged-entry room {door=front}[2] late");
    }

    @Test
    void whatComesInTheMomentOfADeadlineIsWeighedWithAllOfThatMoment() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("09:00", opened("room", "front"))
                .at("09:00", motion("room"))
                .arrives("09:00:10", "08:30", left("v1"))
                .at("09:00:10", in("aoki", "room", "front"))
                .until("10:00");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whatComesAMillisecondBeforeADeadlineStillWaitsForIt() {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at("09:00", opened("room", "front"))
                .at("09:00", motion("room"))
                .arrives("09:00:09.999", "08:30", left("v1"))
                .until("10:00");
        assertThat(story.findings(RULE))
                .containsExactly(
                        "09:00:10 unlogged-entry room {door=front}[2]",
                        "09:00:10 unlogged-entry room {zone=room}[3]");
    }

    @ParameterizedTest
    @CsvSource({"08:59:50, 0", "08:59:49.999, 1"})
    void aVisitThatEndedTenSecondsBeforeAMotionExplainsIt(String when, int found) {
        story.at("08:00", visit("v1", "room", "guest", "aoki"))
                .at(when, left("v1"))
                .at("09:00", motion("room"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"09:00:10, 0", "09:00:10.001, 1"})
    void aVisitRegisteredTenSecondsAfterAMotionExplainsIt(String when, int found) {
        story.at("09:00", motion("room"))
                .at(when, visit("v1", "room", "guest", "aoki"))
                .until("10:00");
        assertThat(story.findings(RULE)).hasSize(found);
    }

    @ParameterizedTest
    @CsvSource({"08:00, 2", "09:00:10, 2", "09:00:10.001, 1"})
    void aReadThatComesInLateWithdrawsTheMotionsItExplains(String read, int told) {
        story.at("09:00", motion("room"))
                .until("11:00")
                .arrives("12:00", read, in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(told);
    }

    @ParameterizedTest
    @CsvSource({"08:59:50, 2", "08:59:49.999, 1"})
    void anEntryThatComesInLateCountsUpToTheLeaving(String leaving, int told) {
        story.at(leaving, out("aoki", "room", "front"))
                .at("09:00", motion("room"))
                .until("11:00")
                .arrives("12:00", "08:00", in("aoki", "room", "front"));
        assertThat(story.findings(RULE)).hasSize(told);
    }

    @Test
    void aReadThatComesInLateRevealsAMotionWithoutASiren() {
        story.at("08:00", in("aoki", "room", "front"))
                .at("09:00", motion("room"))
                .arrives("09:00:20", "08:30", out("aoki", "room", "front"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:10 unlogged-entry room {zone=room}[2] late");
    }

    private static Site plan(Site.Exit exit) {
        var room = new ZoneId("room");
        return new Site(
                "site",
                ZoneOffset.UTC,
                List.of(
                        new Site.Zone(room, "Room", null, null),
                        new Site.Zone(new ZoneId("cage"), "Cage", room, null)),
                List.of(new Site.Door(new DoorId("front"), "Front", room, exit)),
                List.of(),
                List.of());
    }
}
