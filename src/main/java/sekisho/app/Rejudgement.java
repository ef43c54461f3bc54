package sekisho.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.journal.JournalFailed;
import sekisho.journal.JournalReader;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.snapshot.Snapshots;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Judges the whole journal again behind a start from a snapshot. When it has caught up, its
/// correlator takes the place of the one that came from the snapshot: from then on nothing rests on
/// that any more. It works for a quarter of the time and rests for the others.
///
/// Every entry is read and checked on the way. One that can't be read any more ends the recording.
final class Rejudgement implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rejudgement.class);
    private static final int BATCH = 1_024;
    private static final int REST = 3;

    /// Takes over what has been judged again.
    interface Successor {

        /// Called once, by the rejudging thread.
        ///
        /// @param judged the entry up to which it has judged
        void takeOver(Correlator correlator, FoundAgain found, long judged);
    }

    private final JournalReader journal;
    private final Snapshots snapshots;
    private final Successor successor;
    private final Consumer<Throwable> fatal;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /// @param snapshots removed when the journal can't be read
    /// @param fatal told then
    Rejudgement(
            JournalReader journal,
            Snapshots snapshots,
            Successor successor,
            Consumer<Throwable> fatal) {
        this.journal = journal;
        this.snapshots = snapshots;
        this.successor = successor;
        this.fatal = fatal;
        this.thread = Thread.ofPlatform().name("rejudgement").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Gives up where it is.
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.join();
    }

    private void run() {
        try {
            judge();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (JournalFailed e) {
            snapshots.removeAll();
            LOG.error("what the start did not read is damaged: {}", e.getMessage());
            fatal.accept(e);
        } catch (RuntimeException | Error e) {
            fatal.accept(e);
        }
    }

    private void judge() throws InterruptedException {
        var correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
        var found = new FoundAgain();
        long next = 1;
        while (true) {
            long begun = System.nanoTime();
            List<Entry> batch = journal.read(next, BATCH);
            for (Entry entry : batch) {
                found.judge(correlator, entry);
                next = entry.sequence() + 1;
            }
            if (next > journal.durable()) {
                successor.takeOver(correlator, found, next - 1);
                return;
            }
            Duration rest = Duration.ofNanos((System.nanoTime() - begun) * REST);
            if (closing.await(rest.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        }
    }
}
