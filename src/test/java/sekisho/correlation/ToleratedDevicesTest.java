package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.DeviceKind;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

class ToleratedDevicesTest {
    private static final String RULE = "unauthorised-media";
    private static final String KEYBOARD = "03:01:01";
    private static final String MOUSE = "03:01:02";
    private static final String STORAGE = "08:06:50";

    private final Story story =
            new Story(site(Set.of(DeviceKind.KEYBOARD, DeviceKind.MOUSE)), Policy.DEFAULT);

    private static Site site(Set<DeviceKind> tolerated) {
        var room = new Site.Zone(new ZoneId("room"), "Room", null, null, tolerated);
        return new Site("", ZoneOffset.UTC, List.of(room), List.of(), List.of(), List.of());
    }

    private void plugged(String time, String zone, String... interfaces) {
        Instant at = Story.time(time);
        story.tell(
                at,
                new MediaInserted(
                        at,
                        new ZoneId(zone),
                        new MachineId("m1"),
                        "1-1",
                        "046d",
                        "c31c",
                        null,
                        List.of(interfaces),
                        new MediaId("046d:c31c:"),
                        null,
                        false));
    }

    @Test
    void aDeviceOfAToleratedKindNeedsNoPermitAndNoSerial() {
        plugged("09:00", "room", KEYBOARD, MOUSE);
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aDeviceThatIsSomethingElseAsWellDoes() {
        plugged("09:00", "room", KEYBOARD, STORAGE);
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aDeviceThatShowsNoInterfaceDoes() {
        plugged("09:00", "room");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void anotherZoneToleratesNothing() {
        plugged("09:00", "store", KEYBOARD);
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whereNobodyIsInsideItIsStillFound() {
        plugged("09:00", "room", KEYBOARD);
        assertThat(story.findings("media-in-empty-zone")).hasSize(1);
    }

    @Test
    void aPlanThatToleratesLessHoldsFromItsAdoptionOn() {
        plugged("09:00", "room", KEYBOARD);
        Instant at = Story.time("10:00");
        story.tell(at, new PlanAdopted(at, site(Set.of()), Policy.DEFAULT));
        assertThat(story.findings(RULE)).isEmpty();
        plugged("10:01", "room", KEYBOARD);
        assertThat(story.findings(RULE)).hasSize(1);
    }
}
