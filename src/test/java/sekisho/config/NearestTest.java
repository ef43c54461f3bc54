package sekisho.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class NearestTest {

    @ParameterizedTest
    @CsvSource({
        "zone, zone, 0",
        "zoen, zone, 1",
        "zon, zone, 1",
        "zonne, zone, 1",
        "zine, zone, 1",
        "'', zone, 4",
        "door, zone, 3",
    })
    void countsTheSlipsBetweenTwoWords(String written, String meant, int slips) {
        assertThat(Nearest.slips(written, meant)).isEqualTo(slips);
        assertThat(Nearest.slips(meant, written)).isEqualTo(slips);
    }

    @Test
    void aWordThatIsFarFromAllIsLikeNone() {
        assertThat(Nearest.to("colour", List.of("id", "name", "hours"))).isNull();
        assertThat(Nearest.to("naem", List.of("id", "name", "hours"))).isEqualTo("name");
    }
}
