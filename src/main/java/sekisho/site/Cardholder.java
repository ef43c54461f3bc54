package sekisho.site;

import java.util.List;

/// A person to whom credentials are issued. The name is for people to read; facts carry the id
/// only.
public record Cardholder(PersonId person, String name, List<CredentialId> credentials) {
    public Cardholder {
        credentials = List.copyOf(credentials);
    }
}
