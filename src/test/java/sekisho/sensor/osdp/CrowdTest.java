package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;

/// Ten readers on one line, in virtual time: exact, whatever machine this runs on.
class CrowdTest {
    private static final int CARDS = 400;

    @ParameterizedTest(name = "at {0} baud within {1} ms")
    @CsvSource({"9600, 300", "115200, 60"})
    void aCardBecomesAFactInTimeHoweverManyReadersShareTheLine(int baud, int limit) {
        var crowd = new Crowd(baud, false).present(CARDS);
        assertThat(crowd.read()).isEqualTo(CARDS);
        assertThat(crowd.percentile(99)).isLessThanOrEqualTo(Duration.ofMillis(limit));
    }

    @Test
    void aSecureChannelCostsWhatItsBytesCostAndNoCard() {
        var crowd = new Crowd(115_200, true).present(CARDS / 2);
        assertThat(crowd.read()).isEqualTo(CARDS / 2);
        assertThat(crowd.percentile(99)).isLessThan(crowd.bound().multipliedBy(3).dividedBy(2));
    }
}
