package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.site.Observation;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// An import of 10,000 facts is killed again and again, as a power cut would: what it had said was
/// durable is in the journal exactly once, and a repeat completes it.
class ImportKillIT {
    private static final int FACTS = 10_000;
    private static final int KILLS = 8;
    private static final long SEED = 20_261_121;

    @TempDir private Path folder;

    @Test
    void whatWasAcknowledgedIsThereExactlyOnceAndARepeatCompletesIt() throws Exception {
        var random = new Random(SEED);
        Path facts = facts();
        Path site = site();

        for (int kill = 0; kill < KILLS; kill++) {
            long acknowledged = killed(random, facts, site);

            TreeMap<Long, Integer> entered = entered();
            assertThat(entered.values()).as("kill %d: none twice", kill).containsOnly(1);
            assertThat(entered.keySet())
                    .as("kill %d: acknowledged up to line %d", kill, acknowledged)
                    .containsAll(LongStream.rangeClosed(1, acknowledged).boxed().toList());
        }
        assertThat(imported(facts, site)).contains("0 unreadable");

        assertThat(entered().keySet())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, FACTS).boxed().toList());
        assertThat(entered().values()).containsOnly(1);
        assertThat(imported(facts, site)).startsWith("0 entered, 10,000 in the journal already");
    }

    /// Starts an import and kills it some time after some acknowledgement.
    ///
    /// @return the last line that it said was durable
    private long killed(Random random, Path facts, Path site) throws Exception {
        Process process = start(facts, site, "--acknowledge");
        long acknowledged = 0;
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (int batches = random.nextInt(36); batches > 0; batches--) {
                acknowledged = Long.parseLong(said.readLine());
            }
            for (int turns = random.nextInt(300_000); turns > 0; turns--) {
                Thread.onSpinWait();
            }
            process.toHandle().destroyForcibly();
            List<String> rest = new ArrayList<>(said.readAllLines());
            for (String line : rest) {
                // The last one may have been cut off, which makes it smaller.
                if (line.matches("[0-9]+")) {
                    acknowledged = Math.max(acknowledged, Long.parseLong(line));
                }
            }
        }
        process.onExit().join();
        return acknowledged;
    }

    private String imported(Path facts, Path site) throws Exception {
        Process process = start(facts, site);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    private Process start(Path facts, Path site, String... options) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName(),
                                "import",
                                facts.toString(),
                                "--config",
                                site.toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /// How often each line of the file is in the journal.
    private TreeMap<Long, Integer> entered() {
        var entered = new TreeMap<Long, Integer>();
        try (Journal journal = Journal.open(folder.resolve("data/journal"))) {
            long next = 1;
            for (List<Entry> some = journal.read(next, 1_000);
                    !some.isEmpty();
                    some = journal.read(next, 1_000)) {
                for (Entry entry : some) {
                    if (entry.fact() instanceof Observation.AccessGranted granted) {
                        long line = Long.parseLong(String.valueOf(granted.reader()));
                        entered.merge(line, 1, Integer::sum);
                    }
                    next = entry.sequence() + 1;
                }
            }
        }
        return entered;
    }

    private Path facts() throws IOException {
        var text = new StringBuilder();
        for (int line = 1; line <= FACTS; line++) {
            text.append(
                    """
                    {"type":"access.granted","at":%d,"zone":"room","door":"front",\
                    "direction":"%s","reader":"%d","person":"p-1"}
                    """
                            .formatted(
                                    1_790_000_000_000L + 1_000L * line,
                                    line % 2 == 0 ? "out" : "in",
                                    line));
        }
        return Files.writeString(folder.resolve("facts.ndjson"), text);
    }

    private Path site() throws IOException {
        return Files.writeString(
                folder.resolve("site.yaml"),
                """
                site: 電算室
                timezone: Asia/Tokyo
                zones:
                  - id: room
                    hours: always
                doors:
                  - {id: front, zone: room, exit: reader}
                data: data
                """);
    }
}
