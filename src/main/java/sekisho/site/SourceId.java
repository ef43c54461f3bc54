package sekisho.site;

/// Whatever hands in facts: a reader, an agent, a desk, an imported file.
///
/// @param value see [Id]
public record SourceId(String value) implements Id {
    public SourceId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
