package sekisho.site;

/// One permit to use a medium.
///
/// @param value see [Id]
public record PermitId(String value) implements Id {
    public PermitId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
