package sekisho.app;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.tree.Keys;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.Verification;
import sekisho.journal.tree.Verified;
import sekisho.site.Deed;
import sekisho.site.Finding;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.snapshot.Snapshots;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/// `sekisho bench`: fills the journal of a new data folder with a quiet month, signs it, starts on
/// it and verifies it, and says what each of that takes.
@Command(
        name = "bench",
        description = {
            "Measure how fast this machine enters and verifies.",
            "How fast entries are appended, judged, forced to its disk, signed, started from and"
                    + " verified."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final double MIB = 1 << 20;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "FOLDER",
            description = {
                "A new folder on the disk to be measured; it is left behind.",
                "One that is there already is only started on and verified."
            })
    private Path data = Path.of("");

    @Option(
            names = "--entries",
            defaultValue = "500000",
            description = "How many: ${DEFAULT-VALUE}. Each takes about 600 bytes of disk.")
    private long entries;

    @Option(
            names = "--batch",
            defaultValue = "1000",
            description = "Entries between two forces: ${DEFAULT-VALUE}.")
    private int batch;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Folders folders = new Folders(data);
        Instant end = Instant.now();
        var people = DisclosureStore.open(folders.disclosures(), folders.keys());
        try (var journal = Journal.open(folders.journal(), 0, false, people)) {
            if (journal.durable() == 0) {
                fill(journal, folders, end, out);
            }
        }
        restart(folders, out);
        return verify(folders, out) ? 0 : 1;
    }

    /// One thread does everything, as the station's deciding thread does.
    private void fill(Journal journal, Folders folders, Instant end, PrintWriter out)
            throws IOException {
        var site = new BenchSite(entries, end);
        var correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
        List<Finding> found = new ArrayList<>();
        List<Long> forces = new ArrayList<>();
        PlanAdopted plan = BenchSite.plan(site.begin());
        Instant now = site.begin();
        long appending = 0;
        long appendingWork = 0;
        long judging = 0;
        List<Sighting> next = List.of(Sighting.of(plan));
        while (!next.isEmpty()) {
            now = next.getLast().fact().at();
            long start = System.nanoTime();
            long work = threads.getCurrentThreadCpuTime();
            List<Entry> entered = journal.append(next, now);
            long written = System.nanoTime();
            journal.force();
            long forced = System.nanoTime();
            appendingWork += threads.getCurrentThreadCpuTime() - work;
            for (Entry entry : entered) {
                correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), found::add);
            }
            correlator.elapse(now, found::add);
            judging += System.nanoTime() - forced;
            appending += forced - start;
            forces.add(forced - written);
            next = site.next(batch);
        }
        rate(out, "appended and forced", entries, appending);
        rate(out, "  of that at work on a core", entries, appendingWork);
        long[] sorted = forces.stream().mapToLong(Long::longValue).sorted().toArray();
        out.printf(
                "  a force of %,d entries: median %.2f ms, p99 %.2f ms, all %.1f s%n",
                batch,
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                Arrays.stream(sorted).sum() / NANOS);
        rate(out, "judged", entries, judging);
        rate(out, "appended, forced and judged", entries, appending + judging);
        if (!found.isEmpty()) {
            throw new CommandFailed("something was found in a quiet month: " + found.getFirst());
        }
        sign(journal, folders, out);
        snapshot(journal, folders, now, plan, correlator, out);
    }

    private void sign(Journal journal, Folders folders, PrintWriter out) throws IOException {
        long start = System.nanoTime();
        Publisher.open(folders.log(), journal, SigningKey.in(folders.keys(), "bench"))
                .publish(journal.durable());
        rate(out, "published and signed", entries, System.nanoTime() - start);
    }

    private static void snapshot(
            Journal journal,
            Folders folders,
            Instant now,
            PlanAdopted plan,
            Correlator correlator,
            PrintWriter out)
            throws IOException {
        var snapshots =
                new Snapshots(
                        folders.snapshots(),
                        folders.log(),
                        SigningKey.in(folders.keys(), "bench").verifier());
        long pause = Long.MAX_VALUE;
        Snapshots.Taken taken = null;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            taken = Snapshots.take(journal.durable(), now, plan, correlator);
            pause = Math.min(pause, System.nanoTime() - start);
        }
        long start = System.nanoTime();
        snapshots.keep(Objects.requireNonNull(taken));
        out.printf(
                "snapshot: %.1f MiB, deciding rests %.0f ms for it, written in %.0f ms%n",
                taken.state().size() / MIB, pause / 1e6, (System.nanoTime() - start) / 1e6);
    }

    /// As the station does, up to the first fact that is acknowledged.
    private static void restart(Folders folders, PrintWriter out) throws Exception {
        long start = System.nanoTime();
        PlanAdopted plan = BenchSite.plan(Instant.EPOCH);
        var clock = InstantSource.system();
        try (Core core = Core.open(folders, plan.site(), plan.policy(), clock)) {
            core.did(Deed.STATION_STARTED, clock.instant(), Map.of());
            out.printf(
                    "restarted: first fact accepted after %.2f s, from a snapshot at %,d%n",
                    (System.nanoTime() - start) / NANOS, core.startedFrom());
            System.gc();
            long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            out.printf("  heap in use then: %.0f MiB%n", used / MIB);
        }
    }

    private boolean verify(Folders folders, PrintWriter out) throws IOException {
        long start = System.nanoTime();
        Verified verified =
                Verification.of(
                        folders.journal(),
                        folders.log(),
                        Keys.of(SigningKey.in(folders.keys(), "bench").verifier()),
                        List.of(),
                        _ -> {});
        rate(out, "verified", verified.entries(), System.nanoTime() - start);
        out.println(verified.isSound() ? "sound" : "NOT SOUND: " + verified.faults());
        return verified.isSound();
    }

    private static void rate(PrintWriter out, String what, long count, long nanos) {
        out.printf(
                "%s: %,d entries in %.2f s, %,.0f a second%n",
                what, count, nanos / NANOS, count / (nanos / NANOS));
        out.flush();
    }
}
