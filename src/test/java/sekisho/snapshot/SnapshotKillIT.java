package sekisho.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Journal;
import sekisho.journal.tree.SigningKey;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// A real process is killed (kill −9) while it writes snapshots, again and again.
class SnapshotKillIT {
    private static final int KILLS = 6;
    private static final int LOOKS_MAX = 200_000;

    @TempDir Path folder;

    @Test
    void whatWasKeptIsThereAndWhatWasHalfWrittenIsNot() throws Exception {
        var random = new Random(20261121);
        int halves = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long kept = killed(random);
            halves += unfinished() ? 1 : 0;
            SigningKey key = SigningKey.in(folder.resolve("keys"), "test");
            var snapshots = new Snapshots(kept(), folder.resolve("log"), key.verifier());
            try (Journal journal = Journal.open(folder.resolve("journal"))) {
                Snapshot newest = Objects.requireNonNull(snapshots.newest(journal));

                assertThat(newest.sequence()).as("kill %d", kill).isGreaterThanOrEqualTo(kept);
                long next = newest.sequence() + 1;
                journal.read(next, 1_000)
                        .forEach(entry ->
                                newest.correlator()
                                        .accept(
                                                entry.sequence(),
                                                KilledWriter.NINE,
                                                entry.fact(),
                                                _ -> {}));
                assertThat(Restarted.saved(newest.correlator()))
                        .as("kill %d", kill)
                        .isEqualTo(Restarted.saved(KilledWriter.judged(journal)));
            }
            assertThat(unfinished()).as("kill %d", kill).isFalse();
        }
        assertThat(halves).as("killed in the middle of a file").isPositive();
    }

    /// @return the sequence of the last snapshot that was kept, as it said
    private long killed(RandomGenerator random) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledWriter.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            long kept = 0;
            for (int lines = random.nextInt(2, 10); lines > 0; lines--) {
                kept = Long.parseLong(said.readLine());
            }
            // Not after it has spoken, but in the middle of the next snapshot.
            int seen = 0;
            int wanted = random.nextInt(1, 4);
            for (int looks = 0; seen < wanted && looks < LOOKS_MAX; looks++) {
                seen += unfinished() ? 1 : 0;
            }
            process.toHandle().destroyForcibly();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                kept = Math.max(kept, Long.parseLong(line));
            }
            process.onExit().join();
            return kept;
        }
    }

    private boolean unfinished() throws IOException {
        if (!Files.isDirectory(kept())) {
            return false;
        }
        try (Stream<Path> files = Files.list(kept())) {
            return files.anyMatch(file -> SnapshotFile.isUnfinished(file.toString()));
        }
    }

    private Path kept() {
        return folder.resolve("snapshots");
    }
}
