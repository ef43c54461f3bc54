package sekisho.simulation;

import sekisho.correlation.Correlator;
import sekisho.site.Fact;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.json.FactCodec;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Measures the core: all rules, decoded facts in memory, time of one thread. The command is in
/// `decisions.md` of `sekisho.correlation`.
///
/// With a path as its argument it writes a file of facts for `sekisho replay --summary` instead.
final class Bench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int FACTS = 2_000_000;
    private static final int ROUNDS = 5;
    private static final long LATE_MILLIS_MAX = 4 * 3_600_000;

    private record Journal(Fact[] facts, Instant[] recordedAt) {}

    private Bench() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0) {
            write(Path.of(arguments[0]));
            return;
        }
        System.out.printf("%-28s %14s %10s %10s%n", "", "facts/s", "ns/fact", "findings");
        for (int zones : new int[] {100, 1_000, 10_000, 100_000}) {
            measure("%,d zones".formatted(zones), inOrder(zones));
        }
        measure("1,000 zones, 5 % late", late(1_000, 0.05));
    }

    private static void measure(String what, Journal journal) {
        var seconds = new double[ROUNDS];
        long findings = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var count = new long[1];
            long begun = THREADS.getCurrentThreadCpuTime();
            Correlator correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
            for (int i = 0; i < journal.facts.length; i++) {
                correlator.accept(
                        i + 1L, journal.recordedAt[i], journal.facts[i], finding -> count[0]++);
            }
            seconds[round] = (THREADS.getCurrentThreadCpuTime() - begun) / 1e9;
            findings = count[0];
        }
        java.util.Arrays.sort(seconds);
        double median = seconds[ROUNDS / 2];
        System.out.printf(
                "%-28s %,14.0f %10.0f %,10d%n",
                what, journal.facts.length / median, median * 1e9 / journal.facts.length, findings);
    }

    private static Journal inOrder(int zones) {
        Fact[] facts = Traffic.of(zones, FACTS).toArray(Fact[]::new);
        Instant[] recordedAt = new Instant[facts.length];
        for (int i = 0; i < facts.length; i++) {
            recordedAt[i] = facts[i].at();
        }
        return new Journal(facts, recordedAt);
    }

    private static Journal late(int zones, double share) {
        Journal journal = inOrder(zones);
        var random = new Random(7);
        for (int i = 0; i < journal.facts.length; i++) {
            if (random.nextDouble() < share) {
                journal.recordedAt[i] =
                        journal.recordedAt[i].plusMillis(random.nextLong(LATE_MILLIS_MAX));
            }
        }
        List<Integer> order = new ArrayList<>(IntStream.range(0, FACTS).boxed().toList());
        order.sort(Comparator.comparing(i -> journal.recordedAt[i]));
        var sorted = new Journal(new Fact[FACTS], new Instant[FACTS]);
        for (int i = 0; i < FACTS; i++) {
            sorted.facts[i] = journal.facts[order.get(i)];
            sorted.recordedAt[i] = journal.recordedAt[order.get(i)];
        }
        return sorted;
    }

    private static void write(Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (Fact fact : Traffic.of(1_000, FACTS)) {
                out.write(FactCodec.line(Sighting.of(fact)));
                out.write('\n');
            }
        }
    }
}
