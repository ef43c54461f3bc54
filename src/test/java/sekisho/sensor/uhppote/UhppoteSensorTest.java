package sekisho.sensor.uhppote;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.sensor.RecordingIntake;
import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.DoorId;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.SourceNoise;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The sensor over real datagrams on loopback.
class UhppoteSensorTest {
    private static final long SERIAL = 423_187_757;
    private static final java.time.ZoneId TOKYO = java.time.ZoneId.of("Asia/Tokyo");

    @TempDir private Path state;

    private final RecordingIntake intake = new RecordingIntake();
    private final VirtualController controller = new VirtualController(SERIAL, TOKYO, 1_000);
    private DatagramSocket board;
    private Thread answering;

    @BeforeEach
    void switchOn() throws IOException {
        board = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        answering = Thread.ofPlatform().daemon().start(this::answer);
    }

    @AfterEach
    void switchOff() throws InterruptedException {
        board.close();
        answering.join();
    }

    @Test
    void eventsArriveAndGoOnAfterARestartWithoutRepetition() throws Exception {
        record(1, 1, null);
        UhppoteSensor sensor = start();
        assertThat(intake.next(SourceNoise.class).reason())
                .isEqualTo("events before the first contact");
        record(1, 1, sensor);
        record(2, 23, sensor);
        intake.next(AccessGranted.class);
        intake.next(DoorOpened.class);
        sensor.stop();

        record(1, 1, null);
        UhppoteSensor again = start();
        intake.next(AccessGranted.class);
        again.stop();

        assertThat(intake.taken().stream().filter(UhppoteSensorTest::isEvent).map(Sighting::seq))
                .containsExactly(2L, 3L, 4L);
        assertThat(
                        intake.taken().stream()
                                .filter(UhppoteSensorTest::isEvent)
                                .map(Sighting::boot)
                                .distinct())
                .hasSize(1);
    }

    private static boolean isEvent(Sighting one) {
        return String.valueOf(one.boot()).startsWith("memory-");
    }

    private UhppoteSensor start() {
        var config =
                new UhppoteConfig(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        null,
                        List.of(
                                new UhppoteConfig.Controller(
                                        new SourceId("panel"),
                                        SERIAL,
                                        (InetSocketAddress) board.getLocalSocketAddress(),
                                        TOKYO,
                                        false,
                                        Map.of(
                                                1,
                                                new UhppoteConfig.Door(
                                                        new DoorId("main"),
                                                        new ZoneId("server-room"),
                                                        null,
                                                        null)))));
        var sensor =
                new UhppoteSensor(
                        config, new Cardholders(List.of()), state, InstantSource.system());
        sensor.start(intake);
        return sensor;
    }

    /// Something happens at the controller, which pushes it to a sensor that is there.
    private void record(int type, int reason, @Nullable UhppoteSensor sensor) throws IOException {
        Optional<Bytes> push;
        synchronized (controller) {
            controller.nameListener();
            push = controller.record(Instant.now(), type, true, 1, reason, 8_165_537);
        }
        InetSocketAddress to = sensor == null ? null : sensor.address();
        if (to != null && push.isPresent()) {
            board.send(new DatagramPacket(push.get().toArray(), 64, to));
        }
    }

    private void answer() {
        var packet = new DatagramPacket(new byte[128], 128);
        try {
            while (true) {
                board.receive(packet);
                Bytes request = Bytes.of(packet.getData(), 0, packet.getLength());
                List<Bytes> answers;
                synchronized (controller) {
                    answers = controller.asked(request, Instant.now());
                }
                for (Bytes answer : answers) {
                    board.send(new DatagramPacket(answer.toArray(), 64, packet.getSocketAddress()));
                }
            }
        } catch (IOException e) {
            // The board was switched off.
        }
    }
}
