package sekisho.app;

import sekisho.sensor.feed.file.RowImport;

import java.io.PrintWriter;

/// Tells how far an import is: on a terminal in one line that is written over, and every line that
/// can't be read, with its number and the reason, up to a number that somebody still reads.
final class ImportProgress implements FactsImport.Progress, RowImport.Progress {
    private static final int TOLD_MAX = 20;

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean acknowledge;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private int told;

    /// @param acknowledge print durable line numbers to `out`, one a line
    ImportProgress(PrintWriter out, PrintWriter err, boolean acknowledge) {
        this.out = out;
        this.err = err;
        this.acknowledge = acknowledge;
    }

    @Override
    public void durable(long line, double share) {
        if (acknowledge) {
            out.println(line);
        } else if (terminal) {
            err.printf("\r%,d lines, %.0f %%", line, 100 * share);
            err.flush();
        }
    }

    @Override
    public void unreadable(long line, String reason) {
        told++;
        if (told <= TOLD_MAX) {
            err.printf("%sline %d: %s%n", terminal ? "\r" : "", line, reason);
        } else if (told == TOLD_MAX + 1) {
            err.println("more lines can't be read; all of them are kept aside");
        }
    }

    @Override
    public void refused(long line, String reason) {
        unreadable(line, reason);
    }

    void finish(FactsImport.Outcome outcome) {
        if (terminal) {
            err.println();
        }
        out.printf(
                "%,d entered, %,d in the journal already, %,d unreadable%n",
                outcome.entered(), outcome.duplicates(), outcome.unreadable());
        if (outcome.ignored() > 0) {
            out.printf("%,d ignored, as the mapping says%n", outcome.ignored());
        }
        if (outcome.aside() != null) {
            out.printf("unreadable lines: %s%nand why: %s.txt%n", outcome.aside(), outcome.aside());
        }
    }
}
