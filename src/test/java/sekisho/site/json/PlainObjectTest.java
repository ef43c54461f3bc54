package sekisho.site.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// Against the general parser, which reads the same from a `String`.
class PlainObjectTest {
    private static final int SEEDS = 20_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":\"b\"}",
                "{\"type\":\"door.opened\",\"at\":1800000000000,\"zone\":\"z\",\"door\":\"d\"}",
                "{ \"a\" : \"b\" , \"c\" : 0 } ",
                "{\"a\":999999999999999999,\"\":\"\"}",
            })
    void readsWhatMachinesWrite(String text) throws Unreadable {
        assertThat(read(text))
                .isEqualTo(JsonText.object(text))
                .hasToString(JsonText.object(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"a\":\"b\"",
                "{\"a\":\"b\"}}",
                "{\"a\":\"b\",}",
                "{\"a\" \"b\"}",
                "{\"a\":\"b\" \"c\":1}",
                "{\"a\":\"b\\n\"}",
                "{\"a\":\"b\t\"}",
                "{\"a\":\"関所\"}",
                "{\"a\":1,\"a\":1}",
                "{\"a\":01}",
                "{\"a\":-1}",
                "{\"a\":1.5}",
                "{\"a\":1e3}",
                "{\"a\":9999999999999999999}",
                "{\"a\":null}",
                "{\"a\":true}",
                "{\"a\":[1]}",
                "{\"a\":{\"b\":1}}",
            })
    void leavesEverythingElseToTheGeneralParser(String text) {
        assertThat(read(text)).isNull();
    }

    @Test
    void leavesWhatIsTooLongToTheGeneralParser() {
        assertThat(read("{\"" + "a".repeat(65) + "\":1}")).isNull();
        assertThat(read("{\"a\":\"" + "b".repeat(5000) + "\"}")).isNull();
    }

    @Test
    void readsNothingOtherwiseThanTheGeneralParserWhateverIsBroken() {
        var random = new Random(11);
        int plain = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            String text = broken(random);
            Map<String, @Nullable Object> read = read(text);
            if (read != null) {
                plain++;
                assertThat(read).as(text).isEqualTo(general(text));
            }
        }
        assertThat(plain).isBetween(SEEDS / 10, SEEDS);
    }

    @Test
    void aTextThatComesAgainIsTheSameObject() {
        String text = "{\"zone\":\"machine-room\",\"note\":\"machine-room\"}";
        Map<String, @Nullable Object> first = Objects.requireNonNull(read(text));
        Map<String, @Nullable Object> again = Objects.requireNonNull(read(text));
        assertThat(again.get("zone")).isSameAs(first.get("zone"));
        assertThat(again.get("note")).isEqualTo("machine-room").isNotSameAs(first.get("note"));
    }

    @Test
    void readsOnlyBetweenItsBounds() {
        byte[] bytes = "x{\"a\":\"b\"}1".getBytes(StandardCharsets.US_ASCII);
        assertThat(PlainObject.read(bytes, 1, 9)).isEqualTo(Map.of("a", "b"));
        assertThat(PlainObject.read(bytes, 1, 8)).isNull();
        assertThat(PlainObject.read(bytes, 1, 10)).isNull();
    }

    private static @Nullable Map<String, @Nullable Object> read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return PlainObject.read(bytes, 0, bytes.length);
    }

    private static @Nullable Map<String, @Nullable Object> general(String text) {
        try {
            return JsonText.object(text);
        } catch (Unreadable e) {
            return null;
        }
    }

    /// A fact in which up to two characters are not what they were.
    private static String broken(Random random) {
        List<String> members = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String value = random.nextBoolean() ? "\"v" + random.nextInt(100) + "\"" : "" + i;
            members.add("\"m" + random.nextInt(30) + "\":" + value);
        }
        var text = new StringBuilder("{" + String.join(",", members) + "}");
        for (int i = random.nextInt(3); i > 0; i--) {
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(1, 160));
        }
        return text.toString();
    }
}
