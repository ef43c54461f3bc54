package sekisho.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;

/// Tells how far a start is that has much to judge again: on a terminal in one line that is written
/// over, otherwise now and then in the log. A start that has little to do says nothing.
final class StartProgress implements Recollection.Progress {
    private static final Logger LOG = LoggerFactory.getLogger(StartProgress.class);
    private static final long SILENT = TimeUnit.SECONDS.toNanos(1);
    private static final long ON_TERMINAL = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long IN_LOG = TimeUnit.SECONDS.toNanos(10);

    private final PrintStream terminal;
    private final boolean shown;
    private final long total;
    private long next = System.nanoTime() + SILENT;
    private boolean dirty;

    /// @param total the newest entry
    /// @param shown whether the stream is a terminal
    StartProgress(PrintStream terminal, boolean shown, long total) {
        this.terminal = terminal;
        this.shown = shown;
        this.total = total;
    }

    @Override
    public void judged(long sequence) {
        long now = System.nanoTime();
        if (now - next < 0) {
            return;
        }
        next = now + (shown ? ON_TERMINAL : IN_LOG);
        if (shown) {
            dirty = true;
            terminal.print("\r" + sentence(sequence, total) + "\u001b[K");
            terminal.flush();
        } else {
            LOG.info("{}", sentence(sequence, total));
        }
    }

    /// Makes room for something else on the terminal.
    void clear() {
        if (dirty) {
            terminal.print("\r\u001b[K");
            terminal.flush();
        }
    }

    static String sentence(long sequence, long total) {
        return "judging again %,d of %,d".formatted(sequence, total);
    }
}
