package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.CredentialId;
import sekisho.site.Deed;
import sekisho.site.Finding;
import sekisho.site.Observation;
import sekisho.site.Paperwork;
import sekisho.site.json.FactCodec;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What an entry commits to, and whose it is; as the journal stores it.
///
/// @param subject by whose key it was sealed, see [Personal]
/// @param digests of its members
/// @param card the pseudonym of the card that it names; absent when it names none
public record Commitments(String subject, List<String> digests, @Nullable String card) {
    public Commitments {
        digests = List.copyOf(digests);
    }

    /// The commitments of an entry; null when it has none.
    public static @Nullable Commitments of(Entry entry) {
        List<String> digests = digests(entry);
        String card = card(entry);
        if (digests.isEmpty() && card == null) {
            return null;
        }
        Map<String, Object> members = FactCodec.members(entry.sighting());
        return new Commitments(Personal.subject(members, entry.sequence()), digests, card);
    }

    /// The digest behind the pseudonym of a card.
    public static String digestOf(String card) {
        return card.substring(Personal.CARD.length());
    }

    private static List<String> digests(Entry entry) {
        Object digests =
                switch (entry.fact()) {
                    case Paperwork.RegisterChanged register ->
                            register.members().get(Personal.COMMITMENTS);
                    case Deed.DeedDone deed -> deed.members().get(Personal.COMMITMENTS);
                    case Observation _, Paperwork _, Finding _, Deed _ ->
                            entry.sighting().unknown().get(Personal.COMMITMENTS);
                };
        List<String> texts = new ArrayList<>();
        if (digests instanceof List<?> list) {
            list.forEach(digest -> texts.add(String.valueOf(digest)));
        }
        return texts;
    }

    private static @Nullable String card(Entry entry) {
        return switch (entry.fact()) {
            case Observation.AccessGranted read -> pseudonym(read.credential());
            case Observation.AccessDenied read -> pseudonym(read.credential());
            case Observation.CardPresented read -> pseudonym(read.credential());
            case Paperwork.RegisterChanged register ->
                    register.members().get(Personal.CREDENTIAL) instanceof String text
                            ? pseudonym(new CredentialId(text))
                            : null;
            case Observation _, Paperwork _, Finding _, Deed _ -> null;
        };
    }

    private static @Nullable String pseudonym(@Nullable CredentialId credential) {
        return credential != null && credential.value().matches(Personal.CARD + "[A-Za-z0-9_-]{43}")
                ? credential.value()
                : null;
    }
}
