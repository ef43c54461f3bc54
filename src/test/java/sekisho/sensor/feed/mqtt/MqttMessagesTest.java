package sekisho.sensor.feed.mqtt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sekisho.sensor.feed.Identity;
import sekisho.sensor.feed.Message;
import sekisho.sensor.feed.Written;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class MqttMessagesTest {

    @ParameterizedTest
    @CsvSource({
        "site/{door}/event, site/+/event, site/north/event, north",
        "{door}, +, north, north",
        "/{door}/#, /+/#, /north/a/b, north",
        "/{door}/#, /+/#, /north, north",
        "site/+/{door}, site/+/+, site//north, north",
    })
    void namesTheLevelsOfATopic(String filter, String subscription, String topic, String door) {
        TopicFilter read = TopicFilter.parse(filter);
        assertThat(read.subscription()).isEqualTo(subscription);
        assertThat(read.match(topic)).isEqualTo(Map.of("door", door));
    }

    @ParameterizedTest
    @ValueSource(strings = {"site/north", "site/north/event/x", "other/north/event", ""})
    void fitsNoOtherTopic(String topic) {
        assertThat(TopicFilter.parse("site/{door}/event").match(topic)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/#/b", "a+", "a/{b", "a/{}", "a#"})
    void isNoFilter(String text) {
        assertThatThrownBy(() -> TopicFilter.parse(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void findsTheMembersOfAnObjectAndTheTextOfAnythingElse() {
        Message json = read("{\"uid\":\"04a1\",\"n\":{\"i\":7}}", false, false);
        assertThat(field(json, "door")).isEqualTo("north");
        assertThat(field(json, "uid")).isEqualTo("04a1");
        assertThat(field(json, "/n/i")).isEqualTo("7");
        assertThat(field(read("ON", false, false), "text")).isEqualTo("ON");
        assertThat(read("ON", false, false).fault()).isNull();
        Message bytes = messages().read("site/north/event", new byte[] {(byte) 0xFF}, false, false);
        assertThat(bytes.fault()).isNotBlank();
        assertThat(bytes.text()).isEqualTo("site/north/event\nff");
    }

    @Test
    void marksWhatWasRetainedAndBelievesItOnlyWithAnIdentity() {
        Message known = read("{\"id\":1}", true, true);
        assertThat(known.fault()).isNull();
        assertThat(known.identity()).isNotNull();
        assertThat(known.beside()).isEqualTo(Map.of("retained", true));
        assertThat(read("ON", true, false).fault()).contains("retained");
    }

    @Test
    void marksWhatMayHaveComeBefore() {
        assertThat(read("ON", false, true).beside()).isEqualTo(Map.of("redelivered", true));
        assertThat(read("{\"id\":1}", false, true).beside()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithItsPartOfTheSiteFile(@TempDir Path folder) {
        String yaml =
                """
                mqtt:
                  - id: a
                    broker: broker.example:1883
                    topics: ["a/#/b"]
                  - id: b
                    broker: mqtt://192.0.2.1:1883
                    user: sekisho
                    trusted: ca.pem
                """;
        assertThat(Written.faults(folder.resolve("site.yaml"), yaml, MqttPart::read))
                .anyMatch(one -> one.contains(":3:") && one.contains("mqtts://"))
                .anyMatch(one -> one.contains(":4:") && one.contains("a topic such as"))
                .anyMatch(one -> one.contains(":5:") && one.contains("topics"))
                .anyMatch(one -> one.contains(":5:") && one.contains("password"))
                .anyMatch(one -> one.contains(":6:") && one.contains("without TLS"));
    }

    private static Message read(String payload, boolean retained, boolean repeated) {
        return messages()
                .read(
                        "site/north/event",
                        payload.getBytes(StandardCharsets.UTF_8),
                        retained,
                        repeated);
    }

    private static MqttMessages messages() {
        return new MqttMessages(
                List.of(TopicFilter.parse("site/{door}/event")), new Identity(List.of("id")));
    }

    private static @org.jspecify.annotations.Nullable String field(Message message, String name) {
        return Objects.requireNonNull(message.fields()).field(name);
    }
}
