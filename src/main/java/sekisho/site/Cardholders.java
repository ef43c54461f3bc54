package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The register of cardholders: whose a credential is, and what a person is called.
///
/// Who is on it stands in the site file; cards are issued and withdrawn while the station runs. Any
/// thread may ask.
public final class Cardholders {
    private final List<Cardholder> all;
    private final Map<CredentialId, Cardholder> byCredential = new HashMap<>();
    private final Map<PersonId, Cardholder> byPerson = new HashMap<>();
    private volatile Map<CredentialId, Cardholder> issued = Map.of();

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

    /// From now on these are the credentials that were issued beside those of the site file; what
    /// was issued to somebody who is not on the register is nobody's.
    public void issued(Map<CredentialId, PersonId> all) {
        var known = new HashMap<CredentialId, Cardholder>();
        all.forEach((credential, person) -> {
            Cardholder holder = byPerson.get(person);
            if (holder != null) {
                known.put(credential, holder);
            }
        });
        issued = Map.copyOf(known);
    }

    /// Everybody, in the register's order; each with the credentials that the site file says.
    public List<Cardholder> all() {
        return all;
    }

    /// Who holds a credential; null when it was issued to nobody.
    public @Nullable Cardholder holding(CredentialId credential) {
        Cardholder holder = issued.get(credential);
        return holder == null ? byCredential.get(credential) : holder;
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
