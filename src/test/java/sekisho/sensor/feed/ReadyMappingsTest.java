package sekisho.sensor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.sensor.SensorPart;
import sekisho.sensor.feed.mqtt.MqttConfig;
import sekisho.sensor.feed.mqtt.MqttPart;
import sekisho.sensor.feed.syslog.SyslogConfig;
import sekisho.sensor.feed.syslog.SyslogPart;
import sekisho.sensor.feed.syslog.SyslogSensor;
import sekisho.sensor.feed.webhook.WebhookConfig;
import sekisho.sensor.feed.webhook.WebhookPart;
import sekisho.sensor.mapping.Fields;
import sekisho.sensor.mapping.JsonFields;
import sekisho.sensor.mapping.Mapped;
import sekisho.sensor.mapping.Mapper;
import sekisho.site.Cardholders;
import sekisho.site.Fact;
import sekisho.site.Observation;
import sekisho.site.json.JsonText;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;

/// The mappings under `hardware/feeds`, on messages as their products' documents show them.
class ReadyMappingsTest {
    private static final Path FOLDER = Path.of("hardware", "feeds");

    @TempDir private Path folder;

    @Test
    void readsWhatAnEspRfidPublishes() throws Exception {
        MqttConfig config = read("esp-rfid.yaml", MqttPart::read, MqttConfig.class);
        String access =
                "{\"type\":\"access\",\"time\":1605991375,\"isKnown\":\"true\",\"access\":\"%s\","
                        + "\"username\":\"u\",\"uid\":\"04a1\",\"hostname\":\"vault-reader\"}";
        String event =
                "{\"type\":\"INFO\",\"src\":\"door\",\"desc\":\"%s\",\"data\":\"\","
                        + "\"time\":1605991375,\"cmd\":\"event\",\"hostname\":\"vault-reader\"}";
        SenderConfig sender = config.sender();
        assertThat(fact(sender, access.formatted("Always")))
                .isInstanceOfSatisfying(
                        Observation.AccessGranted.class,
                        granted ->
                                assertThat(granted.at())
                                        .isEqualTo(Instant.ofEpochSecond(1605991375)));
        for (String denied : List.of("Disabled", "Expired", "Denied")) {
            assertThat(fact(sender, access.formatted(denied)))
                    .isInstanceOf(Observation.AccessDenied.class);
        }
        assertThat(fact(sender, event.formatted("Door Open")))
                .isInstanceOf(Observation.DoorOpened.class);
        assertThat(fact(sender, event.formatted("Door Closed")))
                .isInstanceOf(Observation.DoorClosed.class);
        assertThat(fact(sender, event.formatted("Door was tampered!")))
                .isInstanceOf(Observation.SourceTampered.class);
        assertThat(fact(sender, event.formatted("Door wasn't closed within max open time!")))
                .isInstanceOf(Observation.DoorHeld.class);
        assertThat(meant(sender, event.formatted("Doorbell ringing")))
                .isInstanceOf(Mapped.Ignored.class);
        assertThat(config.identity().of(fields(access.formatted("Always"))))
                .isNotNull()
                .isNotEqualTo(config.identity().of(fields(access.formatted("Denied"))));
    }

    @Test
    void readsWhatUnifiAccessPosts() throws Exception {
        WebhookConfig config = read("unifi-access.yaml", WebhookPart::read, WebhookConfig.class);
        String unlock =
                "{\"event\":\"%s\",\"event_object_id\":\"4a98adf6\",\"data\":{\"location\":"
                        + "{\"location_type\":\"door\",\"name\":\"Door 3855\"}}}";
        SenderConfig sender = config.senders().getFirst().sender();
        assertThat(fact(sender, unlock.formatted("access.door.unlock")))
                .isInstanceOf(Observation.AccessGranted.class);
        assertThat(meant(sender, unlock.formatted("access.remote_view")))
                .isInstanceOf(Mapped.Ignored.class);
    }

    @Test
    void readsWhatAKernelSaysOfAStick() throws Exception {
        String yaml =
                Files.readString(FOLDER.resolve("linux-kernel.yaml"))
                        .replace("192.0.2.50", "127.0.0.1")
                        .replace("127.0.0.1:6601", "127.0.0.1:0");
        Vertx vertx = Vertx.vertx();
        var journal = new FakeJournal();
        var sensor =
                new SyslogSensor(
                        Written.read(
                                folder.resolve("site.yaml"),
                                yaml,
                                SyslogPart::read,
                                SyslogConfig.class),
                        new Cardholders(List.of()),
                        folder,
                        vertx,
                        InstantSource.system());
        sensor.start(journal);
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), sensor.ports().getFirst())) {
            String head = "<6>1 2026-11-21T10:00:00.5+09:00 juki-db-1 kernel - - - ";
            socket.getOutputStream()
                    .write(
                            (head
                                            + "usb 1-2: new high-speed USB device number 5\n"
                                            + head
                                            + "usb 1-2: New USB device found, idVendor=0951,"
                                            + " idProduct=1666, bcdDevice= 1.10\n")
                                    .getBytes(StandardCharsets.UTF_8));
            var inserted = journal.await(Observation.MediaInserted.class, _ -> true);
            assertThat(inserted.vid()).isEqualTo("0951");
            assertThat(inserted.port()).isEqualTo("1-2");
            assertThat(journal.facts(Observation.SourceNoise.class)).isEmpty();
        } finally {
            sensor.stop();
            vertx.close();
        }
    }

    private <T> T read(String name, SensorPart part, Class<T> kind) throws Exception {
        Path secrets = folder.resolve("unifi-access.secrets");
        Files.writeString(secrets, "secret\n");
        Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
        String yaml = Files.readString(FOLDER.resolve(name));
        return Written.read(folder.resolve("site.yaml"), yaml, part, kind);
    }

    private static Fact fact(SenderConfig sender, String json) throws Exception {
        assertThat(meant(sender, json)).isInstanceOf(Mapped.Told.class);
        return ((Mapped.Told) meant(sender, json)).fact();
    }

    private static Mapped meant(SenderConfig sender, String json) throws Exception {
        var mapper =
                new Mapper(
                        Objects.requireNonNull(sender.mapping()),
                        sender.id(),
                        new Cardholders(List.of()));
        return mapper.map(fields(json), Instant.EPOCH);
    }

    private static Fields fields(String json) throws Exception {
        var members = new JsonFields(JsonText.object(json));
        return name -> name.equals("text") ? json : members.field(name);
    }
}
