package sekisho.app.config;

import org.jspecify.annotations.Nullable;

import sekisho.config.Declared;
import sekisho.config.Faults;
import sekisho.config.Form;
import sekisho.config.Section;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.PersonId;

import java.util.ArrayList;
import java.util.List;

/// `people:`, the cardholders and their credentials.
final class PeoplePart {
    private final List<Cardholder> people = new ArrayList<>();
    private final Declared<PersonId> personIds;
    private final Declared<CredentialId> credentialIds;

    PeoplePart(Section root, Faults faults) {
        this.personIds = new Declared<>("person", faults);
        this.credentialIds = new Declared<>("credential", faults);
        root.sections("people", "a person").forEach(this::readPerson);
    }

    /// The register, once it is known that nothing was faulty.
    Cardholders people() {
        return new Cardholders(people);
    }

    private void readPerson(Section in) {
        PersonId id = in.required("id", Form.id(PersonId::new).asking("an id such as p-0001"));
        @Nullable String name = in.optional("name", Form.TEXT);
        var credentials = new ArrayList<CredentialId>();
        for (var credential :
                in.list(
                        "credentials",
                        Form.id(CredentialId::new).asking("a card as its reader shows it"))) {
            credentialIds.add(credential.value(), credential.mark());
            credentials.add(credential.value());
        }
        if (id != null) {
            personIds.add(id, in.mark("id"));
            people.add(new Cardholder(id, name == null ? id.value() : name, credentials));
        }
    }
}
