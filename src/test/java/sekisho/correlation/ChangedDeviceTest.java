package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.DevicePattern;
import sekisho.site.MachineId;
import sekisho.site.MediaId;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Paperwork.MediaPermitted;
import sekisho.site.PermitId;
import sekisho.site.ZoneId;

import java.util.List;

class ChangedDeviceTest {
    private static final String RULE = "changed-device";
    private static final String ABOUT = " changed-device room {media=0781:5567:A1, machine=m1}";
    private static final ZoneId ROOM = new ZoneId("room");
    private static final MachineId MACHINE = new MachineId("m1");
    private static final MediaId STICK = new MediaId("0781:5567:A1");
    private static final String[] BOTH = {"08:06:50", "03:01:01"};

    private final Story story = new Story();

    private static Said stick(String... interfaces) {
        return at ->
                new MediaInserted(
                        at,
                        ROOM,
                        MACHINE,
                        "1-1",
                        "0781",
                        "5567",
                        "A1",
                        List.of(interfaces),
                        STICK,
                        null,
                        false);
    }

    @Test
    void aStickThatBecomesAKeyboardTooIsFoundEveryTime() {
        story.at("09:00", stick("08:06:50")).at("09:10", stick(BOTH)).at("09:20", stick(BOTH));
        assertThat(story.findings(RULE))
                .containsExactly("09:10:00" + ABOUT + "[2, 1]", "09:20:00" + ABOUT + "[3, 1]");
    }

    @Test
    void theSameInterfacesInAnotherOrderAreNoChangeAndUnknownOnesNeither() {
        story.at("09:00", stick(BOTH))
                .at("09:10", stick("03:01:01", "08:06:50"))
                .at("09:20", stick());
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aPermitThatNamesJustTheseInterfacesHasTakenNote() {
        story.at("09:00", stick("08:06:50")).at("09:05", permit(List.of("03:01:01", "08:06:50")));
        story.at("09:10", stick(BOTH));
        assertThat(story.findings(RULE)).isEmpty();
        story.at("10:00:00.001", stick(BOTH));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void aPermitForAnyInterfacesHasNot() {
        story.at("09:00", stick("08:06:50")).at("09:05", permit(null)).at("09:10", stick(BOTH));
        assertThat(story.findings(RULE)).hasSize(1);
        assertThat(story.findings("unauthorised-media")).hasSize(1);
    }

    private static Said permit(@org.jspecify.annotations.Nullable List<String> interfaces) {
        return at ->
                new MediaPermitted(
                        at,
                        new PermitId("P1"),
                        STICK,
                        ROOM,
                        null,
                        null,
                        Story.time("09:00"),
                        Story.time("10:00"),
                        null,
                        interfaces);
    }

    @Test
    void aBaselineHasTakenNote() {
        var own = DevicePattern.of("0781", "5567", "A1", null, List.of(BOTH));
        story.at("09:00", stick("08:06:50"))
                .at("09:05", at -> new BaselineAdopted(at, ROOM, MACHINE, List.of(own), null))
                .at("09:10", stick(BOTH));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aFirstSightThatComesLateRevealsWhatChanged() {
        story.at("09:10", stick(BOTH));
        assertThat(story.findings(RULE)).isEmpty();
        story.arrives("09:30", "09:00", stick("08:06:50"));
        assertThat(story.findings(RULE)).containsExactly("09:10:00" + ABOUT + "[1, 2] late");
    }
}
