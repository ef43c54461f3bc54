package sekisho.site;

/// A person, by a pseudonymous id: never a name.
///
/// @param value see [Id]
public record PersonId(String value) implements Id {
    public PersonId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
