package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sekisho.journal.Journal;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho bench`: fills a journal with granted accesses, forces each batch, signs them all, and
/// opens the journal again. One thread does everything.
@Command(
        name = "bench",
        description = "Measure how fast this machine's disk takes entries in.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = "A new folder on the disk to be measured; it is left behind.")
    private Path data = Path.of("");

    @Option(
            names = "--entries",
            defaultValue = "500000",
            description = "How many: ${DEFAULT-VALUE}.")
    private long entries;

    @Option(
            names = "--batch",
            defaultValue = "1000",
            description = "Entries between two forces: ${DEFAULT-VALUE}.")
    private int batch;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Folders folders = new Folders(data);
        try (var journal = Journal.open(folders.journal())) {
            if (journal.durable() > 0) {
                throw new CommandFailed(data + " holds a journal already; name a new folder");
            }
            append(journal, out);
            long start = System.nanoTime();
            Publisher.open(folders.log(), journal, SigningKey.in(folders.keys(), "bench"))
                    .publish(journal.durable());
            rate(out, "published and signed", entries, System.nanoTime() - start);
        }
        long start = System.nanoTime();
        Journal.open(folders.journal()).close();
        out.printf("opened again in %.2f s%n", (System.nanoTime() - start) / NANOS);
        return 0;
    }

    private void append(Journal journal, PrintWriter out) {
        List<Long> forces = new ArrayList<>();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long work = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        for (long seq = 1; seq <= entries; seq += batch) {
            List<Sighting> sightings = new ArrayList<>(batch);
            for (long i = seq; i < seq + batch && i <= entries; i++) {
                sightings.add(granted(i));
            }
            journal.append(sightings, Instant.now());
            long before = System.nanoTime();
            journal.force();
            forces.add(System.nanoTime() - before);
        }
        rate(out, "appended and forced", entries, System.nanoTime() - start);
        rate(out, "of that at work on a core", entries, threads.getCurrentThreadCpuTime() - work);
        long[] sorted = forces.stream().mapToLong(Long::longValue).sorted().toArray();
        out.printf(
                "force: median %.2f ms, p99 %.2f ms, all %.1f s%n",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                Arrays.stream(sorted).sum() / NANOS);
    }

    private static Sighting granted(long seq) {
        return Sighting.of(
                new AccessGranted(
                        Instant.ofEpochMilli(1_800_000_000_000L + seq),
                        new ZoneId("zone-" + seq % 100),
                        new DoorId("door-" + seq % 400),
                        new ReaderId("reader-" + seq % 400),
                        seq % 2 == 0 ? Direction.IN : Direction.OUT,
                        new CredentialId("card-" + seq % 5000),
                        new PersonId("person-" + seq % 5000)),
                new SourceId("reader-" + seq % 400),
                "boot-1",
                seq / 400);
    }

    private static void rate(PrintWriter out, String what, long count, long nanos) {
        out.printf(
                "%s: %d entries in %.2f s, %.0f a second%n",
                what, count, nanos / NANOS, count / (nanos / NANOS));
    }
}
