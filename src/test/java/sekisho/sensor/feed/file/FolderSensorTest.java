package sekisho.sensor.feed.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Until;
import sekisho.sensor.RecordingIntake;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// Files that somebody puts into a folder.
class FolderSensorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ROWS = "When\n2026-11-21T09:00:00Z\nyesterday\n";

    @TempDir private Path folder;
    private final RecordingIntake intake = new RecordingIntake();
    private Path inbox = Path.of("");
    private FolderSensor sensor = sensor(Path.of(""));

    @BeforeEach
    void begin() throws Exception {
        inbox = Files.createDirectories(folder.resolve("inbox"));
        sensor = sensor(inbox);
    }

    @AfterEach
    void end() {
        sensor.stop();
    }

    @Test
    void aFileIsTakenUpAndMovedAway() throws Exception {
        Files.writeString(inbox.resolve("a.csv"), ROWS);
        Files.writeString(Files.createDirectories(inbox.resolve("done")).resolve("a.csv"), "old");
        sensor.start(intake);
        intake.next(Observation.DoorOpened.class);
        assertThat(intake.next(Observation.SourceNoise.class).reason())
                .isEqualTo("rows of a file make no fact");
        Until.holds("the file is moved", PATIENCE, () -> Files.notExists(inbox.resolve("a.csv")));
        assertThat(inbox.resolve("done/a.csv")).hasContent("old");
        assertThat(inbox.resolve("done/2-a.csv")).hasContent(ROWS);
    }

    @Test
    void aFileThatDoesNotFitIsPutAsideAndToldOf() throws Exception {
        Files.writeString(inbox.resolve("a.csv"), "Time\n2026-11-21T09:00:00Z\n");
        sensor.start(intake);
        var noise = intake.next(Observation.SourceNoise.class);
        assertThat(noise.reason()).isEqualTo("a file does not fit its mapping");
        assertThat(noise.sample()).contains("no column \"When\"");
        assertThat(inbox.resolve("refused/a.csv")).exists();
    }

    @Test
    void aFolderThatIsNotThereIsLostUntilItIs() throws Exception {
        Files.delete(inbox);
        sensor.start(intake);
        assertThat(intake.next(Observation.SourceLost.class).source())
                .isEqualTo(new SourceId("panel"));
        Files.createDirectories(inbox);
        intake.next(Observation.SourceRestored.class);
    }

    @Test
    void onlyWhatNobodyWritesOnIsFinished() {
        var finished = new Finished();
        Path a = Path.of("a.csv");
        Path b = Path.of("b.csv");
        Path part = Path.of("c.csv.part");
        Path hidden = Path.of(".d.csv");
        var one = new Finished.Print(10, FileTime.fromMillis(1));
        var longer = new Finished.Print(20, FileTime.fromMillis(1));
        assertThat(finished.look(Map.of(b, one, a, one, part, one, hidden, one))).isEmpty();
        assertThat(finished.look(Map.of(b, longer, a, one, part, one, hidden, one)))
                .isEqualTo(List.of(a));
        assertThat(finished.look(Map.of(b, longer))).isEqualTo(List.of(b));
    }

    private FolderSensor sensor(Path watched) {
        try {
            FileMapping mapping =
                    ImportedFiles.mapping(
                            """
                            source: panel
                            file: {kind: csv}
                            type: door.opened
                            door: server-room-main
                            at: {from: "{When}", forms: [iso]}
                            """);
            return new FolderSensor(
                    new FolderConfig(watched, mapping, Duration.ofMillis(50)),
                    ImportedFiles.PEOPLE,
                    watched.resolveSibling("imports"),
                    InstantSource.system());
        } catch (sekisho.config.Misconfigured e) {
            throw new AssertionError(e);
        }
    }
}
