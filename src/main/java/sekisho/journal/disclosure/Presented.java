package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.Unreadable;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// An entry that somebody presents with its disclosures, as a file tells it: one object with the
/// commitments in `_sd` and what they commit to in `disclosures`.
public final class Presented {
    private static final String DISCLOSURES = "disclosures";

    private Presented() {}

    /// Puts what is disclosed back into the members, and takes the commitments out: whoever enters
    /// the fact anew commits anew. What is not disclosed stays unknown.
    ///
    /// @throws Unreadable when something is disclosed that the entry does not commit to
    public static void open(Map<String, @Nullable Object> members) throws Unreadable {
        Object commitments = members.remove(Personal.COMMITMENTS);
        Object disclosures = members.remove(DISCLOSURES);
        if (!(disclosures instanceof List<?> list)) {
            if (disclosures != null) {
                throw new Unreadable("\"disclosures\" is a list of texts");
            }
            return;
        }
        Set<Object> open =
                commitments instanceof List<?> digests ? new HashSet<>(digests) : new HashSet<>();
        for (Object encoded : list) {
            if (!(encoded instanceof String text)) {
                throw new Unreadable("\"disclosures\" is a list of texts");
            }
            Disclosure disclosure = Disclosure.parse(text);
            boolean isCard =
                    (Personal.CARD + disclosure.digest()).equals(members.get(Personal.CREDENTIAL));
            if (!isCard
                    && (!open.remove(disclosure.digest())
                            || members.containsKey(disclosure.name()))) {
                throw new Unreadable(
                        "\"%s\" is disclosed, and the fact does not commit to it"
                                .formatted(disclosure.name()));
            }
            members.put(disclosure.name(), disclosure.value());
        }
    }
}
