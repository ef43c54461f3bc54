package sekisho.sensor.serial;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.app.config.SiteFile;
import sekisho.rig.Rig;
import sekisho.rig.SerialPair;
import sekisho.sensor.RecordingIntake;
import sekisho.site.Bytes;
import sekisho.site.CredentialId;
import sekisho.site.Observation;
import sekisho.site.Sighting;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;

/// A converter on a serial line as the operating system gives it, described as in a site file.
class SerialLineIT {
    private static final Bytes CARD = Literal.parse("STX '0C000621A58E' CR LF ETX");

    @TempDir private Path folder;

    private final RecordingIntake intake = new RecordingIntake();

    @BeforeAll
    static void needsSocat() {
        Rig.require("a converter on a serial line", "socat");
    }

    @Test
    void readsOnWhenTheAdapterWasGoneAndIsBack() throws Exception {
        var cable = SerialPair.plugIn(folder);
        try (var _ = watched(cable.ours())) {
            say(cable, CARD);
            assertThat(intake.next(Observation.AccessDenied.class).credential())
                    .isEqualTo(new CredentialId("40:0c000621a5"));
            say(cable, Bytes.ofHex("ffff"), CARD.part(0, 5));
            intake.next(Observation.SourceNoise.class);
            cable.close();
            assertThat(intake.next(Observation.SourceLost.class).reason()).contains("line is gone");
            cable = SerialPair.plugIn(folder);
            intake.next(Observation.SourceRestored.class);
            say(cable, CARD);
            intake.next(Observation.AccessDenied.class);
            assertThat(told(Observation.SourceLost.class)).isEqualTo(1);
            assertThat(told(Observation.SourceRestored.class)).isEqualTo(1);
            assertThat(intake.taken().stream().map(one -> one.source() + "/" + one.seq()))
                    .doesNotHaveDuplicates();
        } finally {
            cable.close();
        }
    }

    private AutoCloseable watched(Path line) throws Exception {
        Path site = Path.of("site.yaml");
        var plan =
                SiteFile.readPlan(
                        site,
                        """
                        site: 電算室
                        timezone: Asia/Tokyo
                        zones: [{id: room}]
                        doors: [{id: main, zone: room, exit: reader}]
                        serial:
                          - id: gate
                            line: %s
                            format: hardware/serial/em4100-ascii.yaml
                            mapping:
                              {type: access.read, door: main, direction: in, credential: "{Card}"}
                        """
                                .formatted(line));
        var sensor =
                new SerialSensor(
                        (SerialLineConfig) plan.sensors().getFirst(),
                        plan.people(),
                        InstantSource.system());
        sensor.start(intake);
        intake.next(Observation.SourceAlive.class);
        return sensor::stop;
    }

    private static void say(SerialPair cable, Bytes... words) throws Exception {
        for (Bytes word : words) {
            Files.write(cable.theirs(), word.toArray(), StandardOpenOption.WRITE);
        }
    }

    private long told(Class<?> kind) {
        return intake.taken().stream().map(Sighting::fact).filter(kind::isInstance).count();
    }
}
