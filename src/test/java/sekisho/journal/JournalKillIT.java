package sekisho.journal;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.journal.Facts.NINE;
import static sekisho.journal.Facts.numbered;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/// A real process is killed (kill −9) in the middle of its work, again and again.
class JournalKillIT {
    private static final int KILLS = 10;

    @TempDir Path folder;

    @Test
    void whatWasAcknowledgedIsThereOnceHoweverOftenItIsKilled() throws Exception {
        var random = new Random(20261121);
        List<byte[]> before = List.of();
        long acknowledged = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            acknowledged = Math.max(acknowledged, killed(random, before.size() + 1L));
            long said;
            try (var journal = Journal.open(folder, 200_000)) {
                List<byte[]> found = Outsider.check(files());
                Outsider.checkPrefix(before, found);
                assertThat(journal.recovery().damage()).isNull();
                assertThat((long) found.size())
                        .as("kill %d", kill)
                        .isGreaterThanOrEqualTo(acknowledged);
                said = found.size();
                assertThat(journal.append(numbered(1, said), NINE))
                        .as("everything sent again")
                        .isEmpty();
                journal.append(numbered(said + 1, said + 5), NINE);
                journal.force();
            }
            before = Outsider.check(files());
            assertThat(Outsider.seqs(before))
                    .isEqualTo(LongStream.rangeClosed(1, said + 5).boxed().toList());
        }
        assertThat(acknowledged).as("it did work meanwhile").isGreaterThan(KILLS * 20);
    }

    /// Lets a process append from this number on, and kills it after some batches.
    ///
    /// @return the last number that it said was durable
    private long killed(RandomGenerator random, long next) throws IOException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledAppender.class.getName(),
                                folder.toString(),
                                Long.toString(next),
                                Integer.toString(random.nextInt(1, 60)))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("open");
            long acknowledged = 0;
            for (int lines = random.nextInt(1, 40); lines > 0; lines--) {
                acknowledged = Long.parseLong(said.readLine());
            }
            for (int turns = random.nextInt(300_000); turns > 0; turns--) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly();
            // The rest of what it had said; the last line may have been cut off.
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                acknowledged = Math.max(acknowledged, Long.parseLong(line));
            }
            process.onExit().join();
            return acknowledged;
        }
    }

    private Map<String, byte[]> files() throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        return files;
    }
}
