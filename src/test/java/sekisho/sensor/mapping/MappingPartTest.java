package sekisho.sensor.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

import java.util.List;

/// What somebody may get wrong in a mapping, each with its place and a hint.
class MappingPartTest {

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/mapping/faults.txt", delimiter = '|')
    void everyFaultHasItsPlaceAndSaysWhatWouldBeRight(String yaml, String fault) {
        assertThat(Mappings.faults(yaml.replace('¶', '\n').replace('!', '|'), null))
                .anySatisfy(told -> assertThat(told).contains(fault));
    }

    @Test
    void aFieldThatNoRecordHasIsTold() {
        assertThat(Mappings.faults("type: door.opened\ndoor: \"{Dor}\"", List.of("Door", "Card")))
                .containsExactly(
                        "mapping.yaml:2:7: a record has no field \"Dor\"; it has Door, Card");
    }

    @Test
    void aMappingThatIsRightHasNoFault() {
        assertThat(Mappings.faults("type: door.opened\ndoor: \"{Door}\"", List.of("Door")))
                .isEmpty();
    }
}
