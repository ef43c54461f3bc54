package sekisho.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The faults of one file, while it is read.
public final class Faults {
    private final Path file;
    private final List<Fault> found;

    /// None yet.
    public Faults(Path file) {
        this(file, new ArrayList<>());
    }

    private Faults(Path file, List<Fault> found) {
        this.file = file;
        this.found = found;
    }

    /// For another file that this one includes: what is found there counts as found here.
    Faults about(Path included) {
        return new Faults(included, found);
    }

    /// Notes what made an included file unreadable.
    void take(Misconfigured included) {
        found.addAll(included.faults());
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
            found.sort(
                    Comparator.comparing((Fault one) -> !one.file().equals(file))
                            .thenComparing(Fault::file)
                            .thenComparingInt(Fault::line)
                            .thenComparingInt(Fault::column));
            throw new Misconfigured(found);
        }
    }
}
