package sekisho.site;

/// A badge: the printed thing lent to a visitor.
///
/// @param value see [Id]
public record BadgeId(String value) implements Id {
    public BadgeId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
