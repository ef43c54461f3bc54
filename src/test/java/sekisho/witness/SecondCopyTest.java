package sekisho.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.JournalFailed;
import sekisho.journal.tree.CheckpointCopies;
import sekisho.journal.tree.Note;
import sekisho.journal.tree.Publisher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

class SecondCopyTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T00:00:00Z");

    @TempDir Path temp;

    private Path file;
    private GrowingLog log;
    private SecondCopy copy;

    @BeforeEach
    void begin() throws Exception {
        Path disk = Files.createDirectories(temp.resolve("disk"));
        file = disk.resolve("checkpoints");
        log = new GrowingLog(temp.resolve("log"), temp.resolve("keys")).grow(300, "entry");
        copy = new SecondCopy(file);
    }

    private List<String> copied() throws IOException {
        return Note.all(Files.readAllBytes(file));
    }

    private String newest() throws IOException {
        return Objects.requireNonNull(CheckpointCopies.in(file).newest());
    }

    @Test
    void checkpointsAreWrittenOneBehindTheOther() throws Exception {
        copy.give(log.tree(), MORNING);
        assertThat(copy.wants(log.tree(), MORNING.plusSeconds(60))).isFalse();
        log.grow(1, "entry");
        assertThat(copy.wants(log.tree(), MORNING.plusSeconds(59))).isFalse();
        assertThat(copy.wants(log.tree(), MORNING.plusSeconds(60))).isTrue();
        copy.give(log.tree(), MORNING.plusSeconds(60));
        assertThat(copied()).hasSize(2).last().isEqualTo(log.tree().note());
        new SecondCopy(file).give(log.tree(), MORNING);
        assertThat(copied()).hasSize(2);
    }

    @Test
    void whatACrashBrokeOffIsCutOff() throws Exception {
        copy.give(log.tree(), MORNING);
        Files.writeString(file, Files.readString(file) + "sekisho/test\n30");
        log.grow(1, "entry");
        new SecondCopy(file).give(log.tree(), MORNING);
        assertThat(copied()).hasSize(2).last().isEqualTo(log.tree().note());
    }

    @Test
    void anOlderLogIsObjectedTo() throws Exception {
        var newer = new GrowingLog(temp.resolve("newer"), log.keys).grow(301, "entry");
        copy.give(newer.tree(), MORNING);
        assertThatThrownBy(() -> copy.give(log.tree(), MORNING))
                .isInstanceOf(Outsider.Objection.class)
                .hasMessageContaining("signs 301 entries of this log, and it has 300");
        assertThat(copied()).hasSize(1);
    }

    @Test
    void anotherLogIsObjectedTo() throws Exception {
        copy.give(log.tree(), MORNING);
        var other =
                new GrowingLog(temp.resolve("other"), temp.resolve("others")).grow(400, "another");
        assertThatThrownBy(() -> copy.give(other.tree(), MORNING))
                .isInstanceOf(Outsider.Objection.class)
                .hasMessageContaining("is of another log");
    }

    @Test
    void aDiskThatIsNotThereIsAway() {
        assertThatThrownBy(() ->
                        new SecondCopy(temp.resolve("gone/checkpoints")).give(log.tree(), MORNING))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not there");
    }

    @Test
    void aStartSignsNothingOnAFolderThatIsOlderThanTheCopy() throws Exception {
        String older = log.tree().note();
        open(older);
        log.grow(100, "entry");
        open(older);
        open(log.tree().note());
        copy.give(log.tree(), MORNING);
        var before = new GrowingLog(temp.resolve("before"), temp.resolve("old"));
        Files.createDirectories(before.keys);
        for (String name : List.of("log.key", "log.pub")) {
            Files.copy(log.keys.resolve(name), before.keys.resolve(name));
        }
        before.grow(300, "entry");
        assertThatThrownBy(() ->
                        Publisher.open(before.folder, before, before.key(), List.of(newest())))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("400 entries were signed")
                .hasMessageContaining("older copy");
    }

    @Test
    void aStartSignsNothingOnAFolderThatIsNotWhatTheCopySigns() throws Exception {
        copy.give(log.tree(), MORNING);
        var forged = new GrowingLog(temp.resolve("forged"), temp.resolve("stolen"));
        Files.createDirectories(forged.keys);
        for (String name : List.of("log.key", "log.pub")) {
            Files.copy(log.keys.resolve(name), forged.keys.resolve(name));
        }
        forged.grow(500, "another");
        assertThatThrownBy(() ->
                        Publisher.open(forged.folder, forged, forged.key(), List.of(newest())))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("not of its past");
        var other = new GrowingLog(temp.resolve("other"), temp.resolve("others")).grow(1, "entry");
        assertThatThrownBy(
                        () -> Publisher.open(other.folder, other, other.key(), List.of(newest())))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("move it aside");
    }

    private void open(String note) throws IOException {
        Publisher.open(log.folder, log, log.key(), List.of(note));
    }
}
