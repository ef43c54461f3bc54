package sekisho.config;

import java.util.List;
import java.util.stream.Collectors;

/// A file that can't be used, with everything that is wrong with it.
public final class Misconfigured extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Fault> faults;

    Misconfigured(List<Fault> faults) {
        super(
                faults.stream().map(Fault::toString).collect(Collectors.joining("\n")),
                null,
                false,
                false);
        this.faults = List.copyOf(faults);
    }

    /// All faults, in the order of the file; at least one.
    public List<Fault> faults() {
        return faults;
    }
}
