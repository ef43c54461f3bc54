package sekisho.journal;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Follows the journal on a thread of its own: hands over what is durable, in order, from a given
/// sequence on, and waits for more.
///
/// What the reader throws ends the thread and reaches the process's handler of uncaught exceptions:
/// who can go on after a failure catches it himself.
public final class Follower implements AutoCloseable {
    /// Enough to make a transaction worth its while, little enough to hold in memory.
    private static final int BATCH = 1024;

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
            List<Entry> batch = journal.read(next, BATCH);
            if (batch.isEmpty()) {
                news.acquireUninterruptibly();
                news.drainPermits();
            } else {
                reader.accept(batch);
                next = batch.getLast().sequence() + 1;
            }
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
