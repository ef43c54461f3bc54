package sekisho.site;

/// A reader at one side of a door.
///
/// @param value see [Id]
public record ReaderId(String value) implements Id {
    public ReaderId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
