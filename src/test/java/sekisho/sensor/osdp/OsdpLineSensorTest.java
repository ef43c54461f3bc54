package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import sekisho.sensor.RecordingIntake;
import sekisho.sensor.line.LineAddress;
import sekisho.simulation.reader.VirtualBus;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Observation;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;

/// A whole line over TCP: real threads, real sockets, virtual readers.
class OsdpLineSensorTest {
    private static final PersonId AOKI = new PersonId("aoki");

    private final VirtualBus bus = VirtualBus.listen(0);
    private final RecordingIntake intake = new RecordingIntake();
    private final OsdpLineSensor sensor =
            new OsdpLineSensor(
                    new OsdpLineConfig(
                            "line-1",
                            new LineAddress.Tcp("127.0.0.1", bus.port()),
                            List.of(reader("north", 1), reader("south", 2))),
                    new Cardholders(
                            List.of(
                                    new Cardholder(
                                            AOKI, "青木", List.of(new CredentialId("26:2a5f1c40"))))),
                    KnownDevices.ofThisRun(),
                    InstantSource.system());

    OsdpLineSensorTest() {
        bus.reader(1);
        bus.reader(2);
    }

    @AfterEach
    void stop() {
        sensor.stop();
        bus.stop();
    }

    @Test
    void letsInWhomItKnowsAndRefusesWhomItDoesNot() throws Exception {
        sensor.start(intake);
        bus.reader(1).present(26, "2a5f1c40");
        var granted = intake.next(Observation.AccessGranted.class);
        assertThat(granted.person()).isEqualTo(AOKI);
        assertThat(granted.door()).isEqualTo(new DoorId("north"));
        assertThat(granted.reader()).isEqualTo(new ReaderId("north"));
        assertThat(granted.direction()).isEqualTo(Direction.IN);
        bus.reader(2).present(32, "deadbeef");
        var denied = intake.next(Observation.AccessDenied.class);
        assertThat(denied.credential()).isEqualTo(new CredentialId("32:deadbeef"));
        assertThat(denied.door()).isEqualTo(new DoorId("south"));
        assertThat(denied.reason()).isEqualTo("unknown-credential");
        bus.reader(2).open();
        intake.next(Observation.DoorOpened.class);
        assertThat(bus.reader(1).shown()).isEqualTo(OsdpCommand.Color.GREEN);
        assertThat(bus.reader(2).shown()).isEqualTo(OsdpCommand.Color.RED);
    }

    @Test
    void tellsWhatHappensAtTheDoorInItsOrder() throws Exception {
        var north = bus.reader(1);
        sensor.start(intake);
        intake.next(Observation.DoorClosed.class);
        north.pressExit();
        north.open();
        north.close();
        north.tamper(true);
        intake.next(Observation.ExitRequested.class);
        intake.next(Observation.DoorOpened.class);
        intake.next(Observation.DoorClosed.class);
        assertThat(intake.next(Observation.SourceTampered.class).source())
                .isEqualTo(new SourceId("north"));
    }

    @Test
    void tellsOfALineThatIsGoneAndBackOnceForEachReader() throws Exception {
        var north = bus.reader(1);
        var south = bus.reader(2);
        sensor.start(intake);
        intake.next(Observation.SourceAlive.class);
        intake.next(Observation.SourceAlive.class);
        bus.hangUp();
        intake.next(Observation.SourceLost.class);
        intake.next(Observation.SourceLost.class);
        north.open();
        intake.next(Observation.SourceRestored.class);
        intake.next(Observation.SourceRestored.class);
        south.present(26, "2a5f1c40");
        intake.next(Observation.AccessGranted.class);
        assertThat(facts(Observation.SourceLost.class)).hasSize(2);
        assertThat(facts(Observation.SourceRestored.class)).hasSize(2);
    }

    @Test
    void numbersWhatEachSourceSaysWithoutAGap() throws Exception {
        var north = bus.reader(1);
        sensor.start(intake);
        for (int i = 0; i < 10; i++) {
            north.present(26, "2a5f1c40");
            intake.next(Observation.AccessGranted.class);
        }
        List<Sighting> told =
                intake.taken().stream()
                        .filter(sighting -> new SourceId("north").equals(sighting.source()))
                        .toList();
        assertThat(told.stream().map(Sighting::seq))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, told.size()).boxed().toList());
        assertThat(told.stream().map(Sighting::boot).distinct()).hasSize(1);
    }

    @Test
    void losesNothingWhileTheIntakeIsFull() throws Exception {
        var north = bus.reader(1);
        sensor.start(intake);
        intake.next(Observation.DoorClosed.class);
        intake.full(true);
        for (int i = 1; i <= 20; i++) {
            north.present(24, "%06x".formatted(i));
        }
        intake.full(false);
        for (int i = 1; i <= 20; i++) {
            assertThat(intake.next(Observation.AccessDenied.class).credential())
                    .isEqualTo(new CredentialId("24:%06x".formatted(i)));
        }
    }

    private <T> List<T> facts(Class<T> kind) {
        return intake.taken().stream()
                .map(Sighting::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static OsdpReaderConfig reader(String name, int address) {
        return new OsdpReaderConfig(
                new ReaderId(name),
                address,
                new DoorId(name),
                new ZoneId("zone"),
                Direction.IN,
                0,
                true,
                1,
                Duration.ofSeconds(8));
    }
}
