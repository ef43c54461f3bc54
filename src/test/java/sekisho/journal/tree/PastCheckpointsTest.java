package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class PastCheckpointsTest {
    private static final String ORIGIN = "sekisho.example";

    @TempDir Path folder;

    private SigningKey key;
    private LogFolder log;

    @BeforeEach
    void anEmptyLog() throws IOException {
        key = SigningKey.in(folder.resolve("keys"), ORIGIN);
        log = new LogFolder(folder);
    }

    /// All of a log whose history is as it was signed.
    static List<Checkpoint> all(Tiles log, Keys keys) throws IOException {
        try (var past = PastCheckpoints.of(log, keys)) {
            List<Checkpoint> all = rest(past);
            assertThat(past.isAltered()).isFalse();
            return all;
        }
    }

    private static List<Checkpoint> rest(PastCheckpoints past) throws IOException {
        List<Checkpoint> rest = new ArrayList<>();
        for (Checkpoint one = past.poll(); one != null; one = past.poll()) {
            rest.add(one);
        }
        return rest;
    }

    private PastCheckpoints open() throws IOException {
        return PastCheckpoints.of(log, Keys.of(key.verifier()));
    }

    private void sign(long... sizes) throws IOException {
        for (long size : sizes) {
            String text = new Checkpoint(ORIGIN, size, Hash.EMPTY).text();
            History.add(log, History.FILE, Note.sign(text, key));
        }
    }

    @Test
    void moreThanAreHeldAtOnceComeInTheirOrder() throws Exception {
        var notes = new StringBuilder();
        for (int size = 1; size <= 2_100; size++) {
            String text = new Checkpoint(ORIGIN, size, Hash.EMPTY).text();
            notes.append(Note.sign(text, key)).append('\n');
        }
        Files.writeString(folder.resolve(History.FILE), notes);
        assertThat(all(log, Keys.of(key.verifier())))
                .hasSize(2_100)
                .isSortedAccordingTo(java.util.Comparator.comparingLong(Checkpoint::size));
    }

    @Test
    void theSameTwiceIsWhatACrashLeaves() throws Exception {
        sign(3, 3, 5);
        assertThat(all(log, Keys.of(key.verifier())))
                .extracting(Checkpoint::size)
                .containsExactly(3L, 3L, 5L);
    }

    @Test
    void oneThatGoesBackIsFound() throws Exception {
        sign(3, 9, 5, 10);
        try (var past = open()) {
            assertThat(rest(past)).extracting(Checkpoint::size).containsExactly(3L, 9L, 10L);
            assertThat(past.isAltered()).isTrue();
        }
    }

    @Test
    void oneThatNobodySignedIsFound() throws Exception {
        sign(3, 5);
        Path file = folder.resolve(History.FILE);
        Files.writeString(file, Files.readString(file).replace("\n5\n", "\n6\n"));
        try (var past = open()) {
            assertThat(rest(past)).extracting(Checkpoint::size).containsExactly(3L);
            assertThat(past.isAltered()).isTrue();
        }
    }

    @Test
    void whatIsSignedMeanwhileIsLeftOut() throws Exception {
        sign(3);
        try (var past = open()) {
            sign(7);
            assertThat(rest(past)).extracting(Checkpoint::size).containsExactly(3L);
            assertThat(past.isAltered()).isFalse();
        }
    }

    @Test
    void withoutAHistoryThereAreNone() throws Exception {
        try (var past = open()) {
            assertThat(past.peek()).isNull();
            assertThat(past.isAltered()).isFalse();
        }
    }
}
