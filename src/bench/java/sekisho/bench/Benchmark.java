package sekisho.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Runs every benchmark in a virtual machine of its own, says on standard error which, and prints
/// one table.
///
/// With `large` and a number as its arguments it writes so many gigabytes of facts instead and
/// replays them in 512 MB of heap.
final class Benchmark {
    private static final String CORE = "sekisho.bench.CoreBench";

    /// Ten gigabytes are the facts of four months then. What is held in memory are those of the
    /// last 120 hours.
    private static final long LARGE_ZONE_SECONDS = 400;

    private static final String PATH = "sekisho.app.PathBench";

    /// Those with which the README starts the station, and memory that is there from the start.
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseParallelGC",
                    "-XX:+UseTransparentHugePages",
                    "-XX:+AlwaysPreTouch",
                    "--enable-native-access=ALL-UNNAMED");

    private final List<Row> rows = new ArrayList<>();
    private final Path folder;

    private Benchmark(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Path.of(""), "bench-");
        try {
            var benchmark = new Benchmark(folder);
            if (arguments.length == 2 && arguments[0].equals("large")) {
                benchmark.large(Long.parseLong(arguments[1]));
            } else {
                benchmark.all();
            }
        } finally {
            delete(folder);
        }
    }

    private void all() throws IOException, InterruptedException {
        for (int zones : new int[] {100, 1_000, 10_000, 100_000}) {
            fork("core, %,d zones".formatted(zones), "3g", false, CORE, "" + zones, "0");
        }
        fork("core, 5 % late", "3g", false, CORE, "1000", "0.05");
        fork("Esper", "3g", false, "sekisho.bench.EsperBench", "1000");
        for (String cores : List.of("1 core", "2 cores")) {
            boolean one = cores.equals("1 core");
            fork("path, " + cores, "2g", one, PATH, cores, folder.resolve(cores).toString());
        }
        replay(new Traffic(1_000), 1_000_000_000, "1g");
        fork("heap", "3g", false, "sekisho.bench.HeapBench");
        fork("line", "1g", false, "sekisho.sensor.osdp.LineBench");
        print();
    }

    private void large(long gigabytes) throws IOException, InterruptedException {
        replay(new Traffic(1_000, 4, LARGE_ZONE_SECONDS), gigabytes * 1_000_000_000, "512m");
        print();
    }

    private void replay(Traffic traffic, long size, String heap)
            throws IOException, InterruptedException {
        Path file = folder.resolve("facts.ndjson");
        System.err.printf("writing %,d MB of facts …%n", size / 1_000_000);
        long lines = new FactsFile(traffic).write(file, size);
        fork("replay", heap, true, "sekisho.app.ReplayBench", file.toString(), "" + lines);
    }

    /// @param pinned to one core, with all its threads
    private void fork(String what, String heap, boolean pinned, String main, String... arguments)
            throws IOException, InterruptedException {
        System.err.println(what + " …");
        List<String> command = new ArrayList<>();
        if (pinned) {
            command.addAll(List.of("taskset", "-c", "0"));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of("-Xms" + heap, "-Xmx" + heap));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().filter(Row::isIn).map(Row::read).forEach(rows::add);
        }
        if (process.waitFor() != 0) {
            throw new IOException(what + " ended with " + process.exitValue());
        }
    }

    private void print() throws IOException {
        System.out.printf(
                "%n%s, %d cores, Java %s%n%n",
                processor(), Runtime.getRuntime().availableProcessors(), Runtime.version());
        System.out.printf("%-8s%-36s%16s%10s  %s%n", "", "", "", "each", "");
        for (Row row : rows) {
            System.out.printf(
                    "%-8s%-36s%16s%10s  %s%n",
                    row.part(), row.what(), row.figure(), row.each(), row.note());
        }
    }

    private static String processor() throws IOException {
        Path known = Path.of("/proc/cpuinfo");
        if (!Files.exists(known)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(known)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> {
                        try {
                            Files.delete(file);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
