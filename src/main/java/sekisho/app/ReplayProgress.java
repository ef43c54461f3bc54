package sekisho.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// How far a replay is, on one line of a terminal that is written over again and again.
final class ReplayProgress {
    private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(250);

    private final PrintWriter err;
    private final long size;
    private final boolean shown;
    private final long begun = System.nanoTime();
    private long last = begun;
    private boolean dirty;

    /// @param size of the stream in bytes; 0 if nobody knows
    ReplayProgress(PrintWriter err, long size, boolean shown) {
        this.err = err;
        this.size = size;
        this.shown = shown;
    }

    /// Whether standard error is a terminal, where the system tells; otherwise nothing is shown.
    static boolean isTerminal() {
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    void at(long lines, long bytes) {
        long now = System.nanoTime();
        if (!shown || now - last < EVERY) {
            return;
        }
        last = now;
        dirty = true;
        err.print('\r');
        if (size > 0) {
            err.printf("%5.1f %%  ", 100.0 * bytes / size);
        }
        err.printf("%,d lines, %,.0f a second ", lines, lines / seconds());
        err.flush();
    }

    /// Makes room for something else on the terminal.
    void clear() {
        if (dirty) {
            dirty = false;
            err.print("\r\u001b[K");
            err.flush();
        }
    }

    /// Since the beginning.
    double seconds() {
        return Math.max(1e-9, (System.nanoTime() - begun) / 1e9);
    }
}
