package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.inserted;
import static sekisho.correlation.Said.own;

import org.junit.jupiter.api.Test;

class FixedDevicesTest {
    private static final String KEYBOARD = "046b:ff10:";
    private static final String STICK = "0781:5567:A1";

    private final Story story = new Story();

    @Test
    void aMachinesOwnDeviceIsNoFindingEvenWithoutASerialAndWithNobodyInside() {
        story.at("09:00", own("room", "m1", KEYBOARD))
                .at("09:00", inserted("room", "m1", KEYBOARD))
                .at("09:01", inserted("room", "m1", KEYBOARD));
        assertThat(story.findings()).isEmpty();
    }

    @Test
    void anotherMachinesDeviceAndAnotherDeviceAre() {
        story.at("09:00", own("room", "m1", KEYBOARD))
                .at("09:01", inserted("room", "m2", KEYBOARD))
                .at("09:02", inserted("room", "m1", STICK));
        assertThat(story.findings("unauthorised-media")).hasSize(2);
        assertThat(story.findings("media-in-empty-zone")).hasSize(2);
    }

    @Test
    void beforeItWasAdoptedItWasAFindingAndStaysOne() {
        story.at("08:59:59.999", inserted("room", "m1", KEYBOARD))
                .at("09:00", own("room", "m1", KEYBOARD));
        assertThat(story.findings("unauthorised-media")).hasSize(1);
    }

    @Test
    void theNextBaselineTakesThePlaceOfTheFirst() {
        story.at("09:00", own("room", "m1", KEYBOARD))
                .at("10:00", own("room", "m1"))
                .at("10:00", inserted("room", "m1", KEYBOARD));
        assertThat(story.findings("unauthorised-media")).hasSize(1);
    }

    @Test
    void aBaselineThatComesLateExplainsWhatWasFoundAndALaterOneReveals() {
        story.at("09:30", inserted("room", "m1", KEYBOARD));
        story.arrives("11:00", "09:00", own("room", "m1", KEYBOARD));
        assertThat(story.findings("unauthorised-media")).last().asString().startsWith("not ");
        assertThat(story.findings("media-in-empty-zone")).last().asString().startsWith("not ");
        story.arrives("11:01", "09:15", own("room", "m1", STICK));
        assertThat(story.findings("unauthorised-media")).last().asString().endsWith("late");
    }
}
