package sekisho.site;

/// A machine in a zone, into which media can be put.
///
/// @param value see [Id]
public record MachineId(String value) implements Id {
    public MachineId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
