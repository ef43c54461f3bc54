package sekisho.site;

/// A credential as it is presented: the id of a card, not the card's holder.
///
/// @param value see [Id]
public record CredentialId(String value) implements Id {
    public CredentialId {
        Id.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
