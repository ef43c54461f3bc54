package sekisho.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The faults of one file, while it is read.
public final class Faults {
    private final Path file;
    private final List<Fault> found = new ArrayList<>();

    /// None yet.
    public Faults(Path file) {
        this.file = file;
    }

    /// The file they are about.
    public Path file() {
        return file;
    }

    public void add(Mark mark, String message) {
        found.add(new Fault(file, mark.line(), mark.column(), message));
    }

    void add(int line, int column, String message) {
        found.add(new Fault(file, line, column, message));
    }

    void addAboutFile(String message) {
        found.add(new Fault(file, 0, 0, message));
    }

    /// Ends the reading: throws when anything was wrong.
    public void check() throws Misconfigured {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column));
            throw new Misconfigured(found);
        }
    }
}
