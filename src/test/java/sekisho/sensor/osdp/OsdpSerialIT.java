package sekisho.sensor.osdp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Rig;
import sekisho.rig.SerialPair;
import sekisho.sensor.RecordingIntake;
import sekisho.sensor.line.LineAddress;
import sekisho.simulation.reader.VirtualBus;
import sekisho.simulation.reader.VirtualReader;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// A serial line as the operating system gives it: a pty that comes, carries bytes, and goes.
class OsdpSerialIT {
    @TempDir private Path folder;

    private final VirtualReader reader = new VirtualReader(5);
    private final RecordingIntake intake = new RecordingIntake();

    @BeforeAll
    static void needsSocat() {
        Rig.require("OSDP over a serial line", "socat");
    }

    @Test
    void readsACardAtTheOtherEndOfTheCable() throws Exception {
        try (var cable = SerialPair.plugIn(folder);
                var _ = watched(cable)) {
            play(cable);
            intake.next(Observation.SourceAlive.class);
            reader.present(26, "2a5f1c40");
            assertThat(intake.next(Observation.AccessDenied.class).credential())
                    .isEqualTo(new CredentialId("26:2a5f1c40"));
        }
    }

    @Test
    void tellsOfAReaderThatDiesAndIsBack() throws Exception {
        try (var cable = SerialPair.plugIn(folder);
                var _ = watched(cable)) {
            play(cable);
            intake.next(Observation.SourceAlive.class);
            reader.silence(true);
            assertThat(intake.next(Observation.SourceLost.class).source())
                    .isEqualTo(new SourceId("reader-5"));
            reader.silence(false);
            intake.next(Observation.SourceRestored.class);
            assertThat(told(Observation.SourceLost.class)).isEqualTo(1);
            assertThat(told(Observation.SourceRestored.class)).isEqualTo(1);
        }
    }

    @Test
    void findsALineAgainThatWasPulledOut() throws Exception {
        var cable = SerialPair.plugIn(folder);
        try (var _ = watched(cable)) {
            play(cable);
            intake.next(Observation.SourceAlive.class);
            cable.close();
            assertThat(intake.next(Observation.SourceLost.class).reason()).contains("line is gone");
            cable = SerialPair.plugIn(folder);
            play(cable);
            intake.next(Observation.SourceRestored.class);
            reader.present(26, "2a5f1c40");
            intake.next(Observation.AccessDenied.class);
            assertThat(told(Observation.SourceLost.class)).isEqualTo(1);
            assertThat(told(Observation.SourceRestored.class)).isEqualTo(1);
        } finally {
            cable.close();
        }
    }

    @Test
    void waitsForALineThatIsNotThereYet() throws Exception {
        Path later = folder.resolve("ours");
        try (var _ = watched(later)) {
            intake.next(Observation.SourceLost.class);
            try (var cable = SerialPair.plugIn(folder)) {
                play(cable);
                intake.next(Observation.SourceRestored.class);
            }
        }
    }

    @Test
    void countsGarbageAndReadsOn() throws Exception {
        try (var cable = SerialPair.plugIn(folder);
                var _ = watched(cable)) {
            play(cable);
            intake.next(Observation.SourceAlive.class);
            byte[] garbage = new byte[5000];
            new Random(1).nextBytes(garbage);
            Files.write(cable.theirs(), garbage, StandardOpenOption.WRITE);
            assertThat(intake.next(Observation.SourceNoise.class).source())
                    .isEqualTo(new SourceId("line"));
            reader.present(26, "2a5f1c40");
            intake.next(Observation.AccessDenied.class);
            assertThat(told(Observation.SourceLost.class)).isZero();
        }
    }

    @AfterEach
    void toldNothingTwice() {
        assertThat(intake.taken().stream().map(one -> one.source() + "/" + one.seq()))
                .doesNotHaveDuplicates();
    }

    private AutoCloseable watched(SerialPair cable) {
        return watched(cable.ours());
    }

    private AutoCloseable watched(Path path) {
        var sensor =
                new OsdpLineSensor(
                        new OsdpLineConfig(
                                "line",
                                new LineAddress.Serial(path.toString(), 115200),
                                List.of(VirtualLine.config(reader))),
                        new Cardholders(List.of()),
                        KnownDevices.ofThisRun(),
                        InstantSource.system());
        sensor.start(intake);
        return sensor::stop;
    }

    /// Plays the reader at the far end until the cable is pulled.
    private void play(SerialPair cable) throws IOException {
        var in = new FileInputStream(cable.theirs().toFile());
        var out = new FileOutputStream(cable.theirs().toFile());
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try (in;
                            out) {
                        VirtualBus.serve(in, out, List.of(reader));
                    } catch (IOException _) {
                        // The cable was pulled.
                    }
                });
    }

    private long told(Class<?> kind) {
        return intake.taken().stream().map(Sighting::fact).filter(kind::isInstance).count();
    }
}
