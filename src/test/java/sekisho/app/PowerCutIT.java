package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Journal;
import sekisho.rig.Rig;
import sekisho.rig.guest.Image;
import sekisho.rig.power.Computer;
import sekisho.rig.power.VolatileDisk;
import sekisho.site.Sighting;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/// A station runs on ext4 in a booted kernel, and its power goes again and again: the kernel's
/// memory is lost, and of the disk's cache what chance takes. Everything it had acknowledged is
/// there once, and every checkpoint that it had sent out is a prefix of what is there.
class PowerCutIT {
    private static final long SEED = 20261121;
    private static final int CUTS = Integer.getInteger("cuts", 4);
    private static final int PATIENCE_MINUTES = 4;

    /// Within so many writing commands of the disk a station starts.
    private static final int STARTING = 200;

    /// Within so many more it has taken in some hundred facts.
    private static final int WORKING = 600;

    @TempDir Path folder;

    private final Random random = new Random(SEED);
    private final long[] acknowledged = new long[PowerCutStation.SOURCES];
    private final List<String> checkpoints = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int starts;

    @Test
    void whatWasAcknowledgedIsThereOnceHoweverOftenThePowerGoes() throws Exception {
        Rig.require(
                "power cuts in a booted kernel",
                "qemu-system-x86_64",
                "busybox",
                "cpio",
                "zstd",
                "depmod",
                "dpkg-deb",
                "mkfs.ext4",
                "e2fsck",
                "debugfs");
        Path classes =
                Path.of(
                        PowerCutStation.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        Path jar = Path.of(System.getProperty("sekisho.jar", "target/sekisho.jar"));
        Image image = Image.build("power", jar, classes);
        Path sockets = Files.createTempDirectory("power-rig");
        Path platter = folder.resolve("disk");
        run("truncate", "-s", "96M", platter.toString());
        run("mkfs.ext4", "-q", "-F", "-b", "4096", platter.toString());
        try (var disk = new VolatileDisk(platter, sockets.resolve("disk"))) {
            var computer = new Computer(image, sockets, sockets.resolve("disk"));
            for (int cut = 1; cut <= CUTS; cut++) {
                long command =
                        cut % 2 == 0
                                ? 1 + random.nextInt(STARTING)
                                : STARTING + random.nextInt(WORKING);
                live(computer, disk, command);
                disk.loseCache(random);
                check("cut %d, seed %d, at command %d".formatted(cut, SEED, command), platter);
            }
        } finally {
            remove(sockets);
        }
        System.out.printf(
                "%d power cuts, %d starts, %s acknowledged, %d checkpoints sent out%n",
                CUTS, starts, LongStream.of(acknowledged).boxed().toList(), checkpoints.size());
        assertThat(starts).as("it did start meanwhile").isGreaterThan(CUTS / 3);
        assertThat(acknowledged[0]).as("it did work meanwhile").isGreaterThan(CUTS * 5);
        assertThat(checkpoints).as("it did sign meanwhile").hasSizeGreaterThan(CUTS / 3);
    }

    /// Switches it on, and lets its power go at a command of its disk.
    private void live(Computer computer, VolatileDisk disk, long command) throws Exception {
        try (var running = computer.switchOn()) {
            CompletableFuture<Void> dark = disk.darkAt(command);
            var go = new StringBuilder("go " + Instant.now().getEpochSecond());
            for (long seq : acknowledged) {
                go.append(' ').append(seq + 1);
            }
            running.write(go.toString());
            var listening = CompletableFuture.runAsync(() -> listen(running));
            CompletableFuture.anyOf(dark, listening).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            running.cut();
            listening.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            assertThat(failures).isEmpty();
            assertThat(dark).as("the computer went on until its power went").isDone();
        }
    }

    private void listen(Computer.Running running) {
        try {
            while (true) {
                hear(running.read());
            }
        } catch (EOFException | java.net.SocketException e) {
            // its power has gone
        } catch (IOException e) {
            failures.add(e.toString());
        }
    }

    private void hear(String line) {
        String[] words = line.split(" ");
        switch (words[0]) {
            case "open" -> starts++;
            case "ack" -> {
                int source = Integer.parseInt(words[1]);
                acknowledged[source] = Math.max(acknowledged[source], Long.parseLong(words[2]));
            }
            case "checkpoint" ->
                    checkpoints.add(
                            new String(
                                    Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8));
            default -> failures.add(line);
        }
    }

    /// Looks at what is on the disk, as somebody does who takes it out and puts it elsewhere.
    private void check(String when, Path platter) throws Exception {
        Path copy = folder.resolve("copy");
        Path out = folder.resolve("out");
        Files.copy(platter, copy);
        Files.createDirectory(out);
        run("e2fsck", "-fy", copy.toString());
        run("debugfs", "-R", "rdump / " + out, copy.toString());
        Path data = out.resolve("data");
        if (Files.exists(data.resolve("journal"))) {
            for (int source = 0; source < PowerCutStation.SOURCES; source++) {
                List<Long> there = numbers(data, source);
                assertThat(there)
                        .as("source %d, %s", source, when)
                        .isEqualTo(LongStream.rangeClosed(1, there.size()).boxed().toList())
                        .hasSizeGreaterThanOrEqualTo((int) acknowledged[source]);
            }
        }
        if (!checkpoints.isEmpty()) {
            verify(when, data);
        }
        assertThat(Files.exists(data) || LongStream.of(acknowledged).sum() == 0).as(when).isTrue();
        Files.delete(copy);
        remove(out);
    }

    private static List<Long> numbers(Path data, int source) {
        List<Long> numbers = new ArrayList<>();
        try (var journal = Journal.open(data.resolve("journal"))) {
            for (var entry : journal.read(1, Integer.MAX_VALUE)) {
                Sighting sighting = entry.sighting();
                if (PowerCutStation.source(source).equals(sighting.source())) {
                    numbers.add(sighting.seq());
                }
            }
        }
        return numbers;
    }

    private void verify(String when, Path data) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("verify", data.toString()));
        for (int i = 0; i < checkpoints.size(); i++) {
            Path kept = folder.resolve("checkpoint-" + i);
            Files.writeString(kept, checkpoints.get(i));
            arguments.addAll(List.of("--checkpoint", kept.toString()));
        }
        var told = new ByteArrayOutputStream();
        var out = new PrintStream(told, true, StandardCharsets.UTF_8);
        assertThat(Main.execute(out, out, arguments.toArray(String[]::new)))
                .as(when + ": " + told.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    private void run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Rig.program(program)));
        command.addAll(List.of(arguments));
        Path told = folder.resolve("told");
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(told.toFile())
                        .start();
        // 1: the journal of the file system was replayed.
        assertThat(process.waitFor()).as(command + ": " + Files.readString(told)).isBetween(0, 1);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
