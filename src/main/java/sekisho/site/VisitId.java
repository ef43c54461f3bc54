package sekisho.site;

/// One visit of one person without a card.
///
/// @param value see [Id]
public record VisitId(String value) implements Id {
    public VisitId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
