package sekisho.app;

import java.io.PrintWriter;

/// Tells on a terminal how far something is, in one line that is written over.
final class Counting implements AutoCloseable {
    private final PrintWriter err;
    private final String what;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private boolean told;

    Counting(PrintWriter err) {
        this(err, "entries");
    }

    /// @param what is counted
    Counting(PrintWriter err, String what) {
        this.err = err;
        this.what = what;
    }

    synchronized void count(long many) {
        if (terminal) {
            err.printf("\r%,d %s", many, what);
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
