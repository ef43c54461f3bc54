package sekisho.journal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Follows the journal on a thread of its own: hands over what is durable, in order, from a given
/// sequence on, and waits for more.
///
/// When the journal can't be read it tries again every few seconds. What the reader throws ends the
/// thread and reaches the process's handler of uncaught exceptions: who can go on after a failure
/// catches it himself.
public final class Follower implements AutoCloseable {
    /// Enough to make a transaction worth its while, little enough to hold in memory.
    private static final int BATCH = 1024;

    /// Between two tries to read what can't be read.
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);

    private final JournalReader journal;
    private final Consumer<List<Entry>> reader;
    private final Semaphore news = new Semaphore(0);
    private final JournalReader.Subscription subscription;
    private final Thread thread;
    private volatile boolean closed;

    private Follower(String name, JournalReader journal, long from, Consumer<List<Entry>> reader) {
        this.journal = journal;
        this.reader = reader;
        this.subscription = journal.onDurable(_ -> news.release());
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(() -> follow(from));
    }

    /// Begins to follow.
    ///
    /// @param from the first sequence to hand over, at least 1
    public static Follower start(
            String name, JournalReader journal, long from, Consumer<List<Entry>> reader) {
        var follower = new Follower(name, journal, from, reader);
        follower.thread.start();
        return follower;
    }

    private void follow(long from) {
        long next = from;
        while (!closed) {
            List<Entry> batch = read(next);
            if (batch == null) {
                pause();
            } else if (batch.isEmpty()) {
                news.acquireUninterruptibly();
                news.drainPermits();
            } else {
                reader.accept(batch);
                next = batch.getLast().sequence() + 1;
            }
        }
    }

    private @Nullable List<Entry> read(long next) {
        try {
            return journal.read(next, BATCH);
        } catch (JournalFailed e) {
            LOG.error("what follows the journal stands still: {}", e.getMessage());
            return null;
        }
    }

    private void pause() {
        long until = System.nanoTime() + RETRY.toNanos();
        try {
            while (!closed && System.nanoTime() < until) {
                news.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (InterruptedException e) {
            LOG.debug("interrupted while waiting for the journal", e);
        }
    }

    /// Stops after the batch in hand and waits for that.
    @Override
    public void close() {
        subscription.close();
        closed = true;
        news.release();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
