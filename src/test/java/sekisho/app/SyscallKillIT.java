package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.StoredEntries;
import sekisho.journal.tree.Checkpoint;
import sekisho.rig.Rig;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;

/// An import by the product's own jar dies (kill −9) on entering a system call that changes
/// something on the disk: the first, the second, … of each kind, in whichever thread comes to it
/// first. One life goes on where the last one died.
///
/// A build tries some, chosen by a seed; `-Dkills=all` tries every one, until none is reached.
class SyscallKillIT {
    private static final int FACTS = 1_000;
    private static final long SEED = Long.getLong("seed", 20_261_121);
    private static final boolean ALL = "all".equals(System.getProperty("kills"));

    /// Calls of one kind.
    ///
    /// @param journal those on the journal's segment alone: others come first in their threads
    /// @param reached up to which of them a build's choice goes; a thread makes about so many
    private record Kind(String calls, boolean journal, int reached) {}

    private static final List<Kind> KINDS =
            List.of(
                    new Kind("write,pwrite64,fsync,fdatasync,ftruncate", true, 5),
                    new Kind("write,pwrite64", false, 7),
                    new Kind("fsync,fdatasync", false, 10),
                    new Kind("rename,renameat,renameat2", false, 2),
                    new Kind("ftruncate,unlink,unlinkat,mkdir,mkdirat", false, 4));

    private static final int CHOSEN_OF_EACH = 3;

    @TempDir private Path folder;
    private final List<Path> checkpoints = new ArrayList<>();
    private long acknowledged;
    private int runs;

    /// Which file is being imported, and whether a life has begun it already.
    private int file;

    private boolean begun;
    private int kills;

    @Test
    void whatWasAcknowledgedOrPublishedIsThereWhereverItDies() throws Exception {
        Rig.require("kill −9 at every system call that writes", "strace");
        Path site = site();
        assertThat(run(site, List.of())).as("a first life makes the folder").isZero();
        var random = new Random(SEED);
        for (Kind kind : KINDS) {
            if (ALL) {
                everyOneOf(kind, site);
            } else {
                for (int i = 0; i < CHOSEN_OF_EACH; i++) {
                    life(site, kind, random.nextInt(1, kind.reached() + 1));
                }
            }
        }
        System.out.printf(
                "%d lives, %d of them killed, %d facts acknowledged, %d checkpoints%n",
                runs, kills, acknowledged, checkpoints.size());
        assertThat(kills).as("it was killed").isGreaterThanOrEqualTo(8);
        assertThat(run(site, List.of())).isZero();
        check("in the end");
        verify();
    }

    private void everyOneOf(Kind kind, Path site) throws Exception {
        int nth = 1;
        while (true) {
            boolean fresh = !begun;
            if (life(site, kind, nth)) {
                nth++;
            } else if (fresh) {
                System.out.printf("%s: %d of them%n", kind, nth - 1);
                return;
            }
        }
    }

    /// @return whether it was killed
    private boolean life(Path site, Kind kind, int nth) throws Exception {
        List<String> strace = new ArrayList<>();
        strace.addAll(List.of(Rig.program("strace"), "-f", "-q"));
        strace.addAll(List.of("-o", "/dev/null", "-e", "trace=" + kind.calls()));
        strace.addAll(List.of("-e", "inject=" + kind.calls() + ":signal=KILL:when=" + nth));
        if (kind.journal()) {
            strace.addAll(List.of("-P", segment().toString()));
        }
        boolean killed = run(site, strace) != 0;
        kills += killed ? 1 : 0;
        check("killed at " + kind + " " + nth);
        keepCheckpoint();
        return killed;
    }

    private Path segment() {
        return folder.resolve("data/journal/0000000000000000001.log");
    }

    /// Imports a file, or what is missing of it; lines are numbered through all files.
    ///
    /// @return the exit code
    private int run(Path site, List<String> strace) throws Exception {
        List<String> command = new ArrayList<>(strace);
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-XX:+UseSerialGC",
                        "-jar",
                        System.getProperty("sekisho.jar"),
                        "import",
                        facts().toString(),
                        "--config",
                        site.toString(),
                        "--acknowledge"));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                // A line that was cut off is only smaller.
                if (line.matches("[0-9]+")) {
                    long number = (long) file * FACTS + Long.parseLong(line);
                    acknowledged = Math.max(acknowledged, number);
                }
            }
        }
        int exit = process.waitFor();
        runs++;
        begun = exit != 0;
        file += exit == 0 ? 1 : 0;
        return exit;
    }

    /// As it lies there, before anybody recovers it.
    private void check(String when) throws IOException {
        var entered = new TreeMap<Long, Integer>();
        StoredEntries.visit(
                folder.resolve("data/journal"),
                new StoredEntries.Visitor() {
                    @Override
                    public void begins(String segment, long first) {}

                    @Override
                    public void entry(String segment, long offset, byte[] bytes) {
                        Long line = line(bytes);
                        if (line != null) {
                            entered.merge(line, 1, Integer::sum);
                        }
                    }

                    @Override
                    public void broken(String segment, long offset, String reason, boolean last) {
                        assertThat(last).as("%s: %s in %s", when, reason, segment).isTrue();
                    }
                });
        assertThat(entered.values()).as("%s: none twice", when).allMatch(times -> times == 1);
        assertThat(entered.keySet())
                .as("%s: acknowledged up to %d", when, acknowledged)
                .containsAll(LongStream.rangeClosed(1, acknowledged).boxed().toList());
    }

    private static @org.jspecify.annotations.Nullable Long line(byte[] entry) {
        try {
            Object door = JsonText.object(entry, 0, entry.length).get("door");
            return door instanceof String number ? Long.valueOf(number) : null;
        } catch (Unreadable e) {
            throw new AssertionError(new String(entry, StandardCharsets.UTF_8), e);
        }
    }

    /// What has been published is kept as somebody elsewhere would.
    private void keepCheckpoint() throws IOException {
        Path published = folder.resolve("data/log/checkpoint");
        if (Files.exists(published)) {
            Path kept = folder.resolve("checkpoint-" + checkpoints.size());
            Files.copy(published, kept);
            checkpoints.add(kept);
            assertThat(Checkpoint.sizeIn(folder.resolve("data/log"))).isPositive();
        }
    }

    private void verify() {
        List<String> arguments =
                new ArrayList<>(List.of("verify", folder.resolve("data").toString()));
        checkpoints.forEach(kept -> arguments.addAll(List.of("--checkpoint", kept.toString())));
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(Main.execute(out, out, arguments.toArray(String[]::new)))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    private Path facts() throws IOException {
        var text = new StringBuilder();
        for (int line = 1; line <= FACTS; line++) {
            long number = (long) file * FACTS + line;
            text.append(
                    "{\"type\":\"door.closed\",\"at\":%d,\"zone\":\"room\",\"door\":\"%d\"}\n"
                            .formatted(1_790_000_000_000L + number, number));
        }
        return Files.writeString(folder.resolve("facts-" + file + ".ndjson"), text);
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
                data: data
                """);
    }
}
