package sekisho.sensor.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sekisho.config.Faults;
import sekisho.config.Section;
import sekisho.site.json.JsonText;

import java.util.Objects;

/// Lines and objects as records.
class RecordsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "door, north",
        "/door, north",
        "/event/card/1, 9007199254740993",
        "/event/a~1b, x",
        "/event/open, true",
        "/event/volt, 12.5",
        "/event/card/2, ",
        "/event/card/-1, ",
        "/event, ",
        "/nothing/at/all, ",
        "nothing, ",
    })
    void findsTheMembersOfAnObject(String name, String text) throws Exception {
        var json =
                """
                {"door":"north","event":{"card":[1,9007199254740993],"a/b":"x","open":true,\
                "volt":12.50,"none":null}}\
                """;
        assertThat(new JsonFields(JsonText.object(json)).field(name)).isEqualTo(text);
    }

    @Test
    void findsTheGroupsOfTheFirstPatternThatFits() throws Exception {
        var patterns = patterns("['door (?<door>\\w+) (?<what>\\w+)', '(?<what>power .*)']");
        assertThat(patterns.names()).containsExactly("door", "what");
        Fields open = Objects.requireNonNull(patterns.fields("panel 3: door north opened"));
        assertThat(open.field("door")).isEqualTo("north");
        assertThat(open.field("what")).isEqualTo("opened");
        Fields power = Objects.requireNonNull(patterns.fields("power lost"));
        assertThat(power.field("what")).isEqualTo("power lost");
        assertThat(power.field("door")).isNull();
        assertThat(patterns.fields("hello")).isNull();
    }

    /// A search that goes back over what it has read would not end in a lifetime.
    @Test
    void searchesALineThatWasMadeToTakeForever() throws Exception {
        var patterns = patterns("['(?<what>(x+x+)+y)']");
        assertThat(patterns.fields("x".repeat(5000))).isNull();
    }

    private static TextPatterns patterns(String list) throws Exception {
        var faults = new Faults(Mappings.FILE);
        var read =
                TextPatterns.read(Section.root("a feed", "patterns: " + list, faults), "patterns");
        faults.check();
        return read;
    }
}
