package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Observation.SourceClock;
import sekisho.site.Observation.SourceGap;
import sekisho.site.Observation.SourceTampered;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;

class SourceTroubleTest {
    private static final SourceId AGENT = new SourceId("agent-db1");
    private static final ZoneId CAGE = new ZoneId("cage");

    private final Story story = new Story();

    private static Said tampered() {
        return at -> new SourceTampered(at, AGENT, CAGE, "moved");
    }

    private static Said clock(Duration ahead) {
        return at -> new SourceClock(at, AGENT, CAGE, ahead);
    }

    @Test
    void everyReportOfTamperingIsFound() {
        story.at("09:00", tampered()).at("09:01", tampered());
        assertThat(story.findings())
                .containsExactly(
                        "09:00:00 source-tampered cage {source=agent-db1}[1]",
                        "09:01:00 source-tampered cage {source=agent-db1}[2]");
    }

    @Test
    void factsThatASourceLostAreFound() {
        story.at("09:00", at -> new SourceGap(at, AGENT, null, 7, at, at, "full"));
        assertThat(story.findings()).containsExactly("09:00:00 source-gap {source=agent-db1}[1]");
    }

    @Test
    void aClockIsFoundWhenItIsMoreThanFiveSecondsOffEitherWay() {
        story.at("09:00", clock(Duration.ofSeconds(5)))
                .at("09:01", clock(Duration.ofMillis(5001)))
                .at("09:02", clock(Duration.ofSeconds(-5)))
                .at("09:03", clock(Duration.ofMillis(-5001)));
        assertThat(story.findings())
                .containsExactly(
                        "09:01:00 source-clock cage {source=agent-db1}[2]",
                        "09:03:00 source-clock cage {source=agent-db1}[4]");
    }

    @Test
    void whatIsToldHoursLaterIsLate() {
        story.arrives("12:00", "09:00", tampered());
        assertThat(story.findings())
                .containsExactly("09:00:00 source-tampered cage {source=agent-db1}[1] late");
    }
}
