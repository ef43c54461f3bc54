package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.closed;
import static sekisho.correlation.Said.exit;

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
}
