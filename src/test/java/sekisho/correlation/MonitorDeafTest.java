package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.alive;
import static sekisho.correlation.Said.deaf;

import org.junit.jupiter.api.Test;

class MonitorDeafTest {
    private static final String RULE = "monitor-deaf";

    private final Story story = new Story();

    @Test
    void aMonitorThatSaysItMissesThingsIsFoundAtOnce() {
        story.at("09:00", deaf("agent", "libusb"));
        assertThat(story.findings(RULE))
                .containsExactly("09:00:00 monitor-deaf {monitor=agent, sense=libusb}[1]");
    }

    @Test
    void signsOfLifeExplainNothing() {
        story.at("09:00", deaf("agent", "libusb")).at("09:00:05", alive("agent", 10));
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void deafnessOfLongAgoIsLate() {
        story.arrives("12:00", "09:00", deaf("agent", "kernel"));
        assertThat(story.findings(RULE)).singleElement().asString().endsWith("late");
    }
}
