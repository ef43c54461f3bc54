package sekisho.site;

/// A door: what separates two zones, or a zone from the outside.
///
/// @param value see [Id]
public record DoorId(String value) implements Id {
    public DoorId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
