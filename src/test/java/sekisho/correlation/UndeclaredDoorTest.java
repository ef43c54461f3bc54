package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.closed;
import static sekisho.correlation.Said.denied;
import static sekisho.correlation.Said.exit;
import static sekisho.correlation.Said.in;
import static sekisho.correlation.Said.motion;
import static sekisho.correlation.Said.opened;
import static sekisho.correlation.Said.out;

import org.junit.jupiter.api.Test;

import sekisho.site.DoorId;
import sekisho.site.Policy.Undeclared;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.ZoneOffset;
import java.util.List;

class UndeclaredDoorTest {
    private static final Site PLAN =
            new Site(
                    "site",
                    ZoneOffset.UTC,
                    List.of(new Site.Zone(new ZoneId("room"), "Room", null, null)),
                    List.of(
                            new Site.Door(
                                    new DoorId("front"),
                                    "Front",
                                    new ZoneId("room"),
                                    Site.Exit.READER)),
                    List.of(),
                    List.of());

    @Test
    void aDoorThatNobodyDeclaredIsFoundOnceWherePolicyAsks() {
        var story = new Story(PLAN, Policies.with(Undeclared.FINDING));
        story.at("09:00", closed("room", "front"))
                .at("09:01", closed("room", "back"))
                .at("09:02", exit("room", "back"));
        assertThat(story.findings())
                .containsExactly("09:01:00 undeclared-door room {door=back}[2]");
    }

    @Test
    void itIsAcceptedWherePolicyDoesNotAsk() {
        var story = new Story(PLAN, Policies.with(Undeclared.ACCEPT));
        story.at("09:01", closed("room", "back"));
        assertThat(story.findings()).isEmpty();
    }

    @Test
    void withoutAPlanEveryDoorExists() {
        var story = new Story(Site.undeclared(), Policies.with(Undeclared.FINDING));
        story.at("09:01", closed("room", "back"));
        assertThat(story.findings()).isEmpty();
    }

    @Test
    void theEarliestFactNamesIt() {
        var story = new Story(PLAN, Policies.with(Undeclared.FINDING));
        story.at("09:01", closed("room", "back")).arrives("10:00", "08:00", exit("room", "back"));
        assertThat(story.findings())
                .containsExactly(
                        "09:01:00 undeclared-door room {door=back}[1]",
                        "not 09:01:00 undeclared-door room {door=back}[1, 2]",
                        "08:00:00 undeclared-door room {door=back}[2] late");
    }

    @Test
    void factsOfOneMillisecondNameItOnce() {
        var story = new Story(PLAN, Policies.with(Undeclared.FINDING));
        story.at("09:01", closed("room", "back")).at("09:01", exit("room", "back"));
        assertThat(story.findings())
                .containsExactly("09:01:00 undeclared-door room {door=back}[1]");
    }

    @Test
    void anEarlierFactSoundsNoSirenHoweverShortlyAfterItComesIn() {
        var story = new Story(PLAN, Policies.with(Undeclared.FINDING));
        story.at("09:01", closed("room", "back"))
                .arrives("09:01:20", "09:00:59.999", exit("room", "back"));
        assertThat(story.findings())
                .containsExactly(
                        "09:01:00 undeclared-door room {door=back}[1]",
                        "not 09:01:00 undeclared-door room {door=back}[1, 2]",
                        "09:00:59.999 undeclared-door room {door=back}[2] late");
    }

    @Test
    void eachUnknownDoorIsFoundOnceWhateverItsFactsSay() {
        var story = new Story(PLAN, Policies.with(Undeclared.FINDING));
        story.at("09:00", in("aoki", "room", "back"))
                .at("09:00:01", opened("room", "back"))
                .at("09:00:02", closed("room", "back"))
                .at("09:00:03", denied("attic", "hatch"))
                .at("09:00:04", denied("attic", "hatch"));
        assertThat(story.findings(UndeclaredDoor.NAME))
                .containsExactly(
                        "09:00:00 undeclared-door room {door=back}[1]",
                        "09:00:03 undeclared-door attic {door=hatch}[4]");
    }

    @Test
    void zonesAndPeopleThatNobodyDeclaredAreTakenAsTheyCome() {
        var story = new Story(PLAN, Policies.with(Undeclared.FINDING));
        story.at("09:00", in("stranger", "attic", "front"))
                .at("09:01", motion("attic"))
                .at("09:02", out("stranger", "attic", "front"));
        assertThat(story.until("10:00").findings()).isEmpty();
    }
}
