package sekisho.sensor.feed.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Until;
import sekisho.sensor.feed.FakeJournal;
import sekisho.sensor.feed.Written;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

class SyslogSensorTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final String SENDER =
            """
              - id: annex-panel
                from: [127.0.0.1]
                timezone: Asia/Tokyo
                patterns:
                  - 'door (?<door>\\w+) (?<event>opened|closed)'
                  - '(?<event>granted) card (?<card>[0-9]+) at (?<door>\\w+)'
                  - '(?<event>heartbeat)'
                silent-after: 1h
                mapping:
                  type:
                    from: "{event}"
                    table:
                      opened: door.opened
                      closed: door.closed
                      granted: access.granted
                      heartbeat: ignore
                  door: {from: "{door}", table: {one: main}}
                  direction: in
                  credential: "card:{card|number}"
                  at: {from: "{time}", forms: [iso]}
            """;

    @TempDir private Path folder;

    private final FakeJournal journal = new FakeJournal();
    private final List<SyslogSensor> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(SyslogSensor::stop);
    }

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void entersWhatADatagramSays() throws Exception {
        int port = start("udp").ports().getFirst();
        send(port, "<34>1 2026-11-21T10:00:00+09:00 panel acs - - - granted card 0077 at one");
        var granted = journal.await(Observation.AccessGranted.class, _ -> true);
        assertThat(granted.at()).isEqualTo(Instant.parse("2026-11-21T01:00:00Z"));
        assertThat(granted.credential()).isEqualTo(new CredentialId("card:77"));
        assertThat(journal.entries())
                .allMatch(one -> new SourceId("annex-panel").equals(one.source()));
    }

    @Test
    void takesADatagramAsLongAsThereCanBeOne() throws Exception {
        int port = start("udp").ports().getFirst();
        String text = "<34>1 - panel acs - - - door one opened " + "x".repeat(65_000);
        send(port, text);
        journal.await(Observation.DoorOpened.class, _ -> true);
        send(port, text.replace("door one", "the door"));
        var noise = journal.await(Observation.SourceNoise.class, _ -> true);
        assertThat(noise.sample()).hasSize(text.length());
    }

    @Test
    void entersWhatComesOverAConnectionInEitherForm() throws Exception {
        int port = start("tcp").ports().getFirst();
        String opened = "<34>Nov 21 10:00:00 panel acs: door one opened";
        String closed = "<34>1 2026-11-21T10:00:01+09:00 panel acs - - - door one closed";
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write(bytes(closed.length() + " " + closed + opened + "\n" + "<34>half a"));
        }
        journal.await(Observation.DoorClosed.class, _ -> true);
        journal.await(Observation.DoorOpened.class, _ -> true);
        var noise = journal.await(Observation.SourceNoise.class, _ -> true);
        assertThat(noise.sample()).isEqualTo("<34>half a");
        assertThat(noise.reason()).contains("broke off");
    }

    @Test
    void readsNoMoreOfAConnectionWhileNothingIsRecorded() throws Exception {
        int port = start("tcp").ports().getFirst();
        journal.full(true);
        int count = 20_000;
        Thread sender =
                Thread.ofVirtual()
                        .start(() -> {
                            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                                for (int i = 0; i < count; i++) {
                                    socket.getOutputStream()
                                            .write(bytes(i + "-" + "x".repeat(2000) + "\n"));
                                }
                            } catch (java.io.IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        journal.awaitRefusals(3);
        assertThat(sender.isAlive()).isTrue();
        journal.full(false);
        journal.await(
                Observation.SourceNoise.class,
                noise -> String.valueOf(noise.sample()).startsWith((count - 1) + "-"));
        assertThat(journal.facts(Observation.SourceNoise.class)).hasSize(count);
        assertThat(journal.facts(Observation.SourceGap.class)).isEmpty();
        sender.join();
    }

    @Test
    void countsDatagramsForWhichThereIsNoRoom() throws Exception {
        int port = start("udp").ports().getFirst();
        journal.full(true);
        String text = "<34>1 - panel acs - - - " + "x".repeat(60_000);
        int sent = 0;
        while (sent < 400) {
            send(port, text);
            sent++;
        }
        journal.awaitRefusals(3);
        journal.full(false);
        int all = sent;
        Until.holds(
                "every datagram is entered or missed",
                Duration.ofMinutes(1),
                () -> {
                    long missed =
                            journal.facts(Observation.SourceGap.class).stream()
                                    .mapToLong(Observation.SourceGap::count)
                                    .sum();
                    int entered = journal.facts(Observation.SourceNoise.class).size();
                    return missed > 0 && entered > 0 && missed + entered == all;
                });
    }

    @Test
    void believesNobodyWhomTheSiteFileDoesNotName() throws Exception {
        var sensor = start("udp", SENDER.replace("127.0.0.1", "192.0.2.0/24"));
        send(sensor.ports().getFirst(), "<34>1 - panel acs - - - door one opened");
        var noise = journal.await(Observation.SourceNoise.class, _ -> true);
        assertThat(noise.source()).isEqualTo(new SourceId("syslog"));
        assertThat(noise.reason()).contains("127.0.0.1");
        assertThat(journal.facts(Observation.DoorOpened.class)).isEmpty();
    }

    @Test
    void tellsSendersBehindOneAddressApartByTheirHost() throws Exception {
        var sensor =
                start(
                        "udp",
                        SENDER.replace("from: [", "host: west\n    from: [")
                                + SENDER.replace("annex-panel", "east-panel")
                                        .replace("from: [", "host: east\n    from: ["));
        send(sensor.ports().getFirst(), "<34>1 - east acs - - - door one opened");
        journal.await(Observation.DoorOpened.class, _ -> true);
        assertThat(journal.entries())
                .allMatch(one -> new SourceId("east-panel").equals(one.source()));
        send(sensor.ports().getFirst(), "<34>1 - north acs - - - door one opened");
        assertThat(journal.await(Observation.SourceNoise.class, _ -> true).source())
                .isEqualTo(new SourceId("syslog"));
    }

    @Test
    void saysWhatIsWrongWithItsPartOfTheSiteFile() {
        String yaml =
                """
                syslog:
                  listen:
                    - {udp: here}
                    - {tls: "127.0.0.1:6514"}
                    - {}
                  senders:
                    - id: a
                      from: [192.0.2.0/33]
                      charset: klingon
                      sha256: abc
                      patterns: ['(']
                """;
        assertThat(Written.faults(folder.resolve("site.yaml"), yaml, SyslogPart::read))
                .anyMatch(one -> one.contains(":3:") && one.contains("an address and a port"))
                .anyMatch(one -> one.contains(":4:") && one.contains("certificate"))
                .anyMatch(one -> one.contains(":5:") && one.contains("say where"))
                .anyMatch(one -> one.contains(":7:") && one.contains("mapping"))
                .anyMatch(one -> one.contains(":8:") && one.contains("192.0.2.0/24"))
                .anyMatch(one -> one.contains(":9:") && one.contains("charset"))
                .anyMatch(one -> one.contains(":10:") && one.contains("64 hexadecimal"))
                .anyMatch(one -> one.contains(":11:") && one.contains("regular expression"));
    }

    private SyslogSensor start(String transport) throws Exception {
        return start(transport, SENDER);
    }

    private SyslogSensor start(String transport, String senders) throws Exception {
        String yaml =
                """
                syslog:
                  listen: [{%s: "127.0.0.1:0"}]
                  senders:
                %s\
                """
                        .formatted(transport, senders);
        SyslogConfig config =
                Written.read(
                        folder.resolve("site.yaml"), yaml, SyslogPart::read, SyslogConfig.class);
        var sensor =
                new SyslogSensor(
                        config, new Cardholders(List.of()), folder, VERTX, InstantSource.system());
        sensor.start(journal);
        started.add(sensor);
        return sensor;
    }

    private static void send(int port, String text) throws Exception {
        byte[] bytes = bytes(text);
        try (var socket = new DatagramSocket()) {
            socket.send(
                    new DatagramPacket(
                            bytes,
                            bytes.length,
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
