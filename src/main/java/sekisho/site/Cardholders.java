package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The register of cardholders: whose a credential is, and what a person is called.
public final class Cardholders {
    private final List<Cardholder> all;
    private final Map<CredentialId, Cardholder> byCredential = new HashMap<>();
    private final Map<PersonId, Cardholder> byPerson = new HashMap<>();

    /// @throws IllegalArgumentException when a person or a credential is there twice
    public Cardholders(Collection<Cardholder> all) {
        this.all = List.copyOf(all);
        for (Cardholder one : this.all) {
            if (byPerson.put(one.person(), one) != null) {
                throw new IllegalArgumentException("two people are called " + one.person());
            }
            for (CredentialId credential : one.credentials()) {
                if (byCredential.put(credential, one) != null) {
                    throw new IllegalArgumentException(
                            "the credential " + credential + " is issued twice");
                }
            }
        }
    }

    /// Everybody, in the register's order.
    public List<Cardholder> all() {
        return all;
    }

    /// Who holds a credential; null when it was issued to nobody.
    public @Nullable Cardholder holding(CredentialId credential) {
        return byCredential.get(credential);
    }

    /// Whether somebody goes by that id.
    public boolean has(PersonId person) {
        return byPerson.containsKey(person);
    }

    /// A person's name; the id where nobody gave one.
    public String name(PersonId person) {
        Cardholder cardholder = byPerson.get(person);
        return cardholder == null ? person.value() : cardholder.name();
    }
}
