package sekisho.snapshot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.correlation.Correlator;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.snapshot.Snapshots.Taken;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Writes a snapshot now and then, beside the thread that decides: that one only writes its state
/// down in memory, between two turns; files and hashes are this one's affair.
public final class SnapshotWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotWriter.class);

    /// The tree over the entries is signed every few seconds; until then a state has to wait.
    private static final long LOOK_SECONDS = 1;

    /// How often a snapshot is taken.
    ///
    /// @param entries after so many
    /// @param span or after so long, if there were any at all
    /// @param atStop when the station stops, after at least so many: less is judged again at once
    public record Pace(long entries, Duration span, long atStop) {

        /// A start then has to judge at most a few seconds' worth.
        public static final Pace USUAL = new Pace(500_000, Duration.ofMinutes(10), 2_000);
    }

    private final Snapshots snapshots;
    private final Pace pace;
    private final AtomicReference<@Nullable Taken> waiting = new AtomicReference<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    // Owned by the deciding thread.
    private long takenAt;
    private Instant takenWhen;

    /// @param from the entry up to which the last snapshot goes; 0 for none
    /// @param now the time it is
    public SnapshotWriter(Snapshots snapshots, Pace pace, long from, Instant now) {
        this.snapshots = snapshots;
        this.pace = pace;
        this.takenAt = from;
        this.takenWhen = now;
        this.thread = Thread.ofPlatform().name("snapshots").unstarted(this::run);
    }

    /// Begins to write what is taken.
    public void start() {
        thread.start();
    }

    /// Takes a snapshot if it is time to; called by the deciding thread between two turns, when
    /// everything is durable and nothing that was found waits to be entered.
    public void offer(
            long sequence, Instant latest, @Nullable PlanAdopted plan, Correlator correlator) {
        boolean due =
                sequence - takenAt >= pace.entries()
                        || (sequence > takenAt && !latest.isBefore(takenWhen.plus(pace.span())));
        if (due && waiting.get() == null) {
            take(sequence, latest, plan, correlator);
        }
    }

    /// Takes the last snapshot, if it is worth it; called when the deciding thread has ended.
    public void last(
            long sequence, Instant latest, @Nullable PlanAdopted plan, Correlator correlator) {
        if (sequence - takenAt >= pace.atStop()) {
            take(sequence, latest, plan, correlator);
        }
    }

    private void take(
            long sequence, Instant latest, @Nullable PlanAdopted plan, Correlator correlator) {
        long begun = System.nanoTime();
        Taken taken = Snapshots.take(sequence, latest, plan, correlator);
        LOG.debug(
                "the state at {} is {} bytes and was taken in {} ms",
                sequence,
                taken.state().size(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        takenAt = sequence;
        takenWhen = latest;
        waiting.set(taken);
    }

    private void run() {
        try {
            while (!closing.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
                write();
            }
        } catch (InterruptedException e) {
            LOG.warn("the last snapshot was cut short");
        }
    }

    /// Writes what waits; a full disk only makes the next start longer.
    private void write() {
        Taken taken = waiting.get();
        if (taken == null) {
            return;
        }
        try {
            if (snapshots.keep(taken)) {
                waiting.compareAndSet(taken, null);
            }
        } catch (IOException e) {
            waiting.compareAndSet(taken, null);
            LOG.warn("a snapshot can't be written now: {}", e.toString());
        } catch (IllegalArgumentException e) {
            LOG.debug("the signed tree is just being written: {}", e.getMessage());
        }
    }

    /// Writes what was taken last, once everything has been signed, and ends.
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join();
        write();
    }
}
