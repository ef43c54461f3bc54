package sekisho.site;

/// A zone: a space that people are inside of.
///
/// @param value see [Id]
public record ZoneId(String value) implements Id {
    public ZoneId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
