package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.alive;
import static sekisho.correlation.Said.motion;

import org.junit.jupiter.api.Test;

import sekisho.site.Observation.SourceAlive;
import sekisho.site.SourceId;

import java.time.Duration;

class SourceSilentTest {
    private static final String RULE = "source-silent";

    private final Story story = new Story();

    @Test
    void aSourceThatMissesThreeIntervalsIsFoundThen() {
        story.at("09:00", alive("reader", 10)).until("09:00:29.999");
        assertThat(story.findings(RULE)).isEmpty();
        story.until("09:00:30");
        assertThat(story.findings(RULE))
                .containsExactly("09:00:30 source-silent {source=reader}[1]");
    }

    @Test
    void aSignOfLifeAfterThreeIntervalsIsInTime() {
        story.at("09:00", alive("reader", 10))
                .at("09:00:30", alive("reader", 10))
                .until("09:00:59");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aSignOfLifeAMillisecondLaterIsNot() {
        story.at("09:00", alive("reader", 10))
                .at("09:00:30.001", alive("reader", 10))
                .until("09:00:59");
        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void itIsJudgedOnArrival() {
        story.at("09:00", alive("reader", 10))
                .arrives("09:00:30.001", "09:00:05", alive("reader", 10))
                .until("09:01");
        assertThat(story.findings(RULE))
                .containsExactly("09:00:30 source-silent {source=reader}[1]");
        story.until("09:01:00.001");
        assertThat(story.findings(RULE)).hasSize(2);
    }

    @Test
    void aSilenceOfDaysEndsWithASignOfLifeFromTheBacklog() {
        story.arrives("12:00", "09:00", alive("reader", 10)).until("12:00:29");
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aClockThatIsAheadBringsNoSilenceForward() {
        story.at("09:00", alive("reader", 10)).arrives("09:00:01", "15:00", motion("room"));
        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void anIntervalMayBeAMillisecond() {
        story.tell(
                Story.time("09:00"),
                new SourceAlive(
                        Story.time("09:00"), new SourceId("reader"), null, Duration.ofMillis(1)));
        assertThat(story.until("09:00:00.002").findings(RULE)).isEmpty();
        assertThat(story.until("09:00:00.003").findings(RULE)).hasSize(1);
    }

    @Test
    void aSourceThatIsFoundSilentIsFoundOnce() {
        story.at("09:00", alive("reader", 10)).until("12:00");
        assertThat(story.findings(RULE)).hasSize(1);
    }
}
