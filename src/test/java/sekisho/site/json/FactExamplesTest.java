package sekisho.site.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import sekisho.site.Fact;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// One example of every kind of fact: the schema allows it, and it comes back as it went in.
class FactExamplesTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/facts");
    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream text =
                Objects.requireNonNull(
                        FactCodec.class.getResourceAsStream("/sekisho/fact.schema.json"))) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theSchemaAllowsIt(Path example) throws Exception {
        assertThat(SCHEMA.validate(Files.readString(example), InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void itComesBackAsItWentIn(Path example) throws Exception {
        String text = Files.readString(example);
        var sighting = FactCodec.read(text);
        assertThat(FactCodec.type(sighting.fact()) + ".json")
                .isEqualTo(example.getFileName().toString());
        assertThat(FactCodec.line(sighting)).isEqualTo(CanonicalJson.of(JsonText.object(text)));
        assertThat(FactCodec.read(FactCodec.bytes(sighting), 0, FactCodec.bytes(sighting).length))
                .isEqualTo(sighting);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void whatNobodyReadsIsKept(Path example) throws Exception {
        Map<String, Object> more = new TreeMap<>(JsonText.object(Files.readString(example)));
        more.put("vendorCode", 7L);
        more.put("vendor", Map.of("raw", List.of("é", 0.5, true)));
        more.put("recordedAt", "2026-11-20T00:15:31.000Z");
        String line = CanonicalJson.of(more);
        assertThat(FactCodec.line(FactCodec.read(line))).isEqualTo(line);
    }

    /// The reader and the schema agree on what has to be there.
    @ParameterizedTest
    @MethodSource("examples")
    void whatTheReaderCantDoWithoutTheSchemaDemands(Path example) throws Exception {
        Map<String, Object> whole = new TreeMap<>(JsonText.object(Files.readString(example)));
        for (String name : whole.keySet()) {
            var without = new TreeMap<>(whole);
            without.remove(name);
            String line = CanonicalJson.of(without);
            assertThat(SCHEMA.validate(line, InputFormat.JSON).isEmpty())
                    .as("%s without %s", example.getFileName(), name)
                    .isEqualTo(isReadable(line));
        }
    }

    private static boolean isReadable(String line) {
        try {
            return FactCodec.read(line).recordedAt() == null;
        } catch (Unreadable e) {
            return false;
        }
    }

    @Test
    void everyKindOfFactHasAnExample() throws Exception {
        Set<Class<?>> shown = new HashSet<>();
        for (Path example : examples()) {
            shown.add(FactCodec.read(Files.readString(example)).fact().getClass());
        }
        assertThat(shown).isEqualTo(kinds(Fact.class));
    }

    private static Set<Class<?>> kinds(Class<?> sealed) {
        Set<Class<?>> kinds = new HashSet<>();
        for (Class<?> kind : sealed.getPermittedSubclasses()) {
            if (kind.isSealed()) {
                kinds.addAll(kinds(kind));
            } else {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-20T09:15:30.25+09:00  | 2026-11-20T00:15:30.250Z",
                "2026-11-20T00:15:30.2509999Z  | 2026-11-20T00:15:30.250Z",
                "2026-11-20T00:15Z             | 2026-11-20T00:15:00.000Z",
                "1795133730250                 | 2026-11-20T00:15:30.250Z",
                "-1                            | 1969-12-31T23:59:59.999Z",
            })
    void aTimeMayBeWrittenInOtherWays(String given, String written) throws Exception {
        boolean millis = given.matches("-?[0-9]+");
        String line =
                "{\"type\":\"visit.left\",\"visit\":\"v\",\"at\":"
                        + (millis ? given : '"' + given + '"')
                        + "}";
        assertThat(SCHEMA.validate(line, InputFormat.JSON)).isEmpty();
        assertThat(FactCodec.line(FactCodec.read(line)))
                .isEqualTo("{\"at\":\"" + written + "\",\"type\":\"visit.left\",\"visit\":\"v\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"door.opened\",\"at\":0,\"zone\":\"z\"}          | \"door\" is missing",
                "{\"type\":\"door.ajar\",\"at\":0}                           | \"door.ajar\"",
                "{\"type\":\"visit.left\",\"visit\":\"v\",\"at\":\"today\"}  | a time such as",
                "{\"type\":\"visit.left\",\"visit\":\"v\",\"at\":1.5}        | epoch milliseconds",
                "{\"type\":\"visit.left\",\"visit\":\" \",\"at\":0}          | blank",
                "{\"type\":\"visit.left\",\"visit\":7,\"at\":0}              | a text",
                "{\"type\":\"motion.detected\",\"zone\":\"z\",\"at\":0,\"count\":-1} | \"count\"",
                "{\"type\":\"media.revoked\",\"at\":0,\"zone\":\"z\"}        | a permit",
                "{\"at\":0}                                                  | \"type\" is missing",
            })
    void bothRefuseWhatIsNoFact(String line, String reason) {
        assertThat(SCHEMA.validate(line, InputFormat.JSON)).isNotEmpty();
        assertThatThrownBy(() -> FactCodec.read(line))
                .isInstanceOf(Unreadable.class)
                .hasMessageContaining(reason);
    }
}
