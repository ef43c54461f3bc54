package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.out;

import org.junit.jupiter.api.Test;

import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.ZoneOffset;
import java.util.List;

class PassageTest {
    private final Story story = new Story();

    @Test
    void whoEntersWhileInsideHasEnteredTwice() {
        story.at("09:00", in("aoki", "room", "front")).at("09:10", in("aoki", "room", "front"));
        assertThat(story.findings())
                .containsExactly("09:10:00 entered-twice room {person=aoki}[2, 1]");
    }

    @Test
    void whoEntersAnotherZoneWithoutLeavingHasEnteredTwice() {
        story.at("09:00", in("aoki", "room", "front")).at("09:10", in("aoki", "store", "side"));
        assertThat(story.findings())
                .containsExactly("09:10:00 entered-twice store {person=aoki}[2, 1]");
    }

    @Test
    void whoLeftAMillisecondBeforeHasNot() {
        story.at("09:00", in("aoki", "room", "front"))
                .at("09:09:59.999", out("aoki", "room", "front"))
                .at("09:10", in("aoki", "room", "front"));
        assertThat(story.findings()).isEmpty();
    }

    @Test
    void tiesAreJudgedInOrderOfArrival() {
        story.at("09:00", in("aoki", "room", "front"))
                .at("09:10", out("aoki", "room", "front"))
                .at("09:10", in("aoki", "room", "front"));
        assertThat(story.findings()).isEmpty();
        story.at("09:20", in("aoki", "room", "front")).at("09:20", out("aoki", "room", "front"));
        assertThat(story.findings()).hasSize(1);
    }

    @Test
    void whoLeavesWhereTheyAreNotInsideLeftWithoutEntering() {
        story.at("09:00", out("aoki", "room", "front"));
        assertThat(story.findings())
                .containsExactly("09:00:00 left-without-entering room {person=aoki}[1]");
    }

    @Test
    void whoLeavesTwiceLeftWithoutEnteringOnce() {
        story.at("09:00", in("aoki", "room", "front"))
                .at("09:10", out("aoki", "room", "front"))
                .at("09:20", out("aoki", "room", "front"));
        assertThat(story.findings())
                .containsExactly("09:20:00 left-without-entering room {person=aoki}[3, 2]");
    }

    @Test
    void toEnterAZoneFromTheOneAroundItIsNotToEnterTwice() {
        var nested = nested();
        nested.at("09:00", in("aoki", "room", "front"))
                .at("09:10", in("aoki", "cage", "grille"))
                .at("09:20", out("aoki", "cage", "grille"))
                .at("09:30", out("aoki", "room", "front"));
        assertThat(nested.findings()).isEmpty();
    }

    @Test
    void leavingTheZoneAroundLeavesTheZoneWithin() {
        var nested = nested();
        nested.at("09:00", in("aoki", "room", "front"))
                .at("09:10", in("aoki", "cage", "grille"))
                .at("09:20", out("aoki", "room", "front"))
                .at("09:30", out("aoki", "cage", "grille"));
        assertThat(nested.findings())
                .containsExactly("09:30:00 left-without-entering cage {person=aoki}[4, 3]");
    }

    @Test
    void toEnterTheZoneAroundFromWithinIsToEnterTwice() {
        var nested = nested();
        nested.at("09:00", in("aoki", "cage", "grille")).at("09:10", in("aoki", "room", "front"));
        assertThat(nested.findings())
                .containsExactly("09:10:00 entered-twice room {person=aoki}[2, 1]");
    }

    @Test
    void aReadThatComesInLateIsPutIntoItsPlace() {
        story.at("09:00", in("aoki", "room", "front"))
                .at("09:20", in("aoki", "room", "front"))
                .arrives("10:00", "09:10", out("aoki", "room", "front"));
        assertThat(story.findings())
                .containsExactly(
                        "09:20:00 entered-twice room {person=aoki}[2, 1]",
                        "not 09:20:00 entered-twice room {person=aoki}[2, 3]");
    }

    @Test
    void aReadThatComesInLateRevealsWhatFollowsIt() {
        story.at("09:00", in("aoki", "room", "front"))
                .at("09:20", out("aoki", "room", "front"))
                .arrives("10:00", "09:10", out("aoki", "room", "front"));
        assertThat(story.findings())
                .containsExactly("09:20:00 left-without-entering room {person=aoki}[2, 3] late");
    }

    private static Story nested() {
        var room = new ZoneId("room");
        return new Story(
                new Site(
                        "site",
                        ZoneOffset.UTC,
                        List.of(
                                new Site.Zone(room, "Room", null, null),
                                new Site.Zone(new ZoneId("cage"), "Cage", room, null)),
                        List.of(),
                        List.of(),
                        List.of()),
                Policy.DEFAULT);
    }
}
