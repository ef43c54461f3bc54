package sekisho.app;

import java.io.PrintWriter;

/// Tells on a terminal how many entries have been looked at, in one line that is written over.
final class Counting implements AutoCloseable {
    private final PrintWriter err;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private boolean told;

    Counting(PrintWriter err) {
        this.err = err;
    }

    synchronized void count(long entries) {
        if (terminal) {
            err.printf("\r%,d entries", entries);
            err.flush();
            told = true;
        }
    }

    /// Ends the line.
    @Override
    public synchronized void close() {
        if (told) {
            err.println();
            told = false;
        }
    }
}
