package sekisho.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.JournalFailed;
import sekisho.retention.Erasing;
import sekisho.site.Intake.NotRecording;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Carries out approved erasures on a thread of its own: those first that a crash broke off, then
/// each as it is approved. What the disk refuses is tried again.
///
/// It is never interrupted: that would close the files of the vault under everybody.
final class ErasureWork implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ErasureWork.class);
    private static final Duration AGAIN = Duration.ofSeconds(20);

    private final Erasing erasing;
    private final Semaphore wanted = new Semaphore(1);
    private final Thread thread;
    private volatile boolean open = true;

    ErasureWork(Erasing erasing) {
        this.erasing = erasing;
        this.thread = Thread.ofPlatform().name("erasing").unstarted(this::run);
    }

    Erasing erasing() {
        return erasing;
    }

    void start() {
        thread.start();
    }

    /// Something was approved.
    void wake() {
        wanted.release();
    }

    private void run() {
        boolean failed = false;
        while (open) {
            try {
                if (failed) {
                    wanted.tryAcquire(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    wanted.acquire();
                }
                wanted.drainPermits();
                if (open) {
                    failed = !finished();
                }
            } catch (InterruptedException e) {
                LOG.debug("interrupted while waiting for an approval", e);
            }
        }
    }

    private boolean finished() throws InterruptedException {
        try {
            int certified = erasing.finish();
            if (certified > 0) {
                LOG.info("{} commitments are certified as erased", certified);
            }
            return true;
        } catch (IOException | NotRecording | JournalFailed e) {
            LOG.warn("an approved erasure can't be carried out now; tried again: {}", e.toString());
            return false;
        } catch (RuntimeException e) {
            LOG.error("an approved erasure failed; tried again", e);
            return false;
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        wanted.release();
        thread.join();
    }
}
