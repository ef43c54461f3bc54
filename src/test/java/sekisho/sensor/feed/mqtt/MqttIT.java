package sekisho.sensor.feed.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Rig;
import sekisho.rig.Until;
import sekisho.sensor.feed.FakeJournal;
import sekisho.sensor.feed.Written;
import sekisho.site.Cardholders;
import sekisho.site.Observation;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A real broker: what it promised to deliver is entered once, whoever dies in between.
class MqttIT {
    private static final Vertx VERTX = Vertx.vertx();

    @TempDir private Path folder;

    private final FakeJournal journal = new FakeJournal();
    private final List<MqttSensor> started = new ArrayList<>();

    @BeforeAll
    static void needsABroker() {
        Rig.require("MQTT with a real broker", "mosquitto", "mosquitto_pub");
    }

    @AfterEach
    void stop() {
        started.forEach(MqttSensor::stop);
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void entersWhatWasPublishedWhileItWasAway() throws Exception {
        try (var broker = Mosquitto.start(folder)) {
            MqttSensor sensor = start(broker);
            journal.await(Observation.SourceAlive.class, _ -> true);
            broker.publish("site/main/event", texts(1, 10));
            awaitDoors(10);
            sensor.stop();
            broker.publish("site/main/event", texts(11, 200));
            start(broker);
            awaitDoors(200);
            assertThat(identities()).doesNotHaveDuplicates();
        }
    }

    @Test
    void acknowledgesNothingThatIsNotDurable() throws Exception {
        try (var broker = Mosquitto.start(folder)) {
            MqttSensor sensor = start(broker);
            journal.await(Observation.SourceAlive.class, _ -> true);
            journal.full(true);
            broker.publish("site/main/event", texts(1, 100));
            journal.awaitRefusals(3);
            sensor.stop();
            assertThat(identities()).isEmpty();
            journal.full(false);
            start(broker);
            awaitDoors(100);
            assertThat(identities()).doesNotHaveDuplicates();
        }
    }

    /// The publisher repeats everything behind a broken broker, as it must: it can't know what the
    /// broker had kept.
    @Test
    void goesOnWithABrokerThatWasKilled() throws Exception {
        try (var broker = Mosquitto.start(folder)) {
            start(broker);
            journal.await(Observation.SourceAlive.class, _ -> true);
            broker.publish("site/main/event", texts(1, 150));
            broker.kill();
            journal.await(Observation.SourceLost.class, _ -> true);
            broker.restart();
            broker.publish("site/main/event", texts(1, 300));
            journal.await(Observation.SourceRestored.class, _ -> true);
            awaitDoors(300);
            assertThat(journal.facts(Observation.SourceLost.class)).hasSize(1);
            assertThat(journal.facts(Observation.SourceRestored.class)).hasSize(1);
            assertThat(identities()).doesNotHaveDuplicates();
        }
    }

    @Test
    void marksWhatTheBrokerHadRetained() throws Exception {
        try (var broker = Mosquitto.start(folder)) {
            broker.publish("site/main/event", texts(7, 7), "-r");
            start(broker);
            awaitDoors(1);
            assertThat(journal.entries())
                    .anyMatch(one -> Boolean.TRUE.equals(one.unknown().get("retained")));
        }
    }

    private void awaitDoors(int count) throws Exception {
        Until.holds(
                count + " doors are entered",
                Duration.ofMinutes(1),
                () -> journal.facts(Observation.DoorOpened.class).size() >= count);
        assertThat(journal.facts(Observation.DoorOpened.class)).hasSize(count);
    }

    private List<Object> identities() {
        return journal.facts(Observation.DoorOpened.class).stream()
                .<Object>map(Observation.DoorOpened::at)
                .toList();
    }

    private static List<String> texts(int from, int until) {
        return IntStream.rangeClosed(from, until)
                .mapToObj(i -> "{\"n\":%d,\"time\":%d}".formatted(i, 1_790_000_000 + i))
                .toList();
    }

    private MqttSensor start(Mosquitto broker) throws Exception {
        String yaml =
                """
                mqtt:
                  - id: annex
                    broker: mqtt://127.0.0.1:%d
                    topics: ["site/{door}/event"]
                    identity: [n]
                    mapping:
                      type: door.opened
                      door: "{door}"
                      at: {from: "{time}", forms: [epoch-seconds]}
                """
                        .formatted(broker.port());
        MqttConfig config =
                Written.read(folder.resolve("site.yaml"), yaml, MqttPart::read, MqttConfig.class);
        var sensor =
                new MqttSensor(
                        config, new Cardholders(List.of()), folder, VERTX, InstantSource.system());
        sensor.start(journal);
        started.add(sensor);
        return sensor;
    }
}
