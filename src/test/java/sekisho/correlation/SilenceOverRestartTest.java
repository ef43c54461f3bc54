package sekisho.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.correlation.Said.alive;

import org.junit.jupiter.api.Test;

import sekisho.site.Deed;

import java.util.Map;

class SilenceOverRestartTest {
    private static final String RULE = "source-silent";
    private final Story story = new Story();

    @Test
    void nobodyIsSilentWhileTheStationIsStopped() {
        story.at("09:00", alive("reader", 10)).at("09:00:29", stopped()).until("11:00");

        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void whoWasSilentBeforeTheStopIsFound() {
        story.at("09:00", alive("reader", 10)).at("09:00:30.001", stopped());

        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whoDoesNotComeBackWithTheStationIsSilentThreeIntervalsAfterItsStart() {
        story.at("09:00", alive("reader", 10)).at("09:00:05", stopped()).at("11:00", started());

        assertThat(story.until("11:00:29.999").findings(RULE)).isEmpty();
        assertThat(story.until("11:00:30").findings(RULE))
                .containsExactly("11:00:30 source-silent {source=reader}[3]");
    }

    @Test
    void whoComesBackInTimeIsNot() {
        story.at("09:00", alive("reader", 10))
                .at("09:00:05", stopped())
                .at("11:00", started())
                .at("11:00:30", alive("reader", 10))
                .until("11:00:59.999");

        assertThat(story.findings(RULE)).isEmpty();
    }

    @Test
    void aStationThatCrashedHasHeardNobodyMeanwhile() {
        story.at("09:00", alive("reader", 10)).at("11:00", started()).until("12:00");

        assertThat(story.findings(RULE)).hasSize(1);
    }

    @Test
    void whoPromisesNothingIsNotExpectedBack() {
        story.at("09:00", alive("reader", 10))
                .at("09:00:05", alive("reader", 0))
                .at("09:00:06", stopped())
                .at("11:00", started())
                .until("12:00");

        assertThat(story.findings(RULE)).isEmpty();
    }

    private static Said started() {
        return at -> new Deed.DeedDone(at, Deed.STATION_STARTED, "station", Map.of());
    }

    private static Said stopped() {
        return at -> new Deed.DeedDone(at, Deed.STATION_STOPPED, "station", Map.of());
    }
}
