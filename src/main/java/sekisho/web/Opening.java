package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.disclosure.Commitments;
import sekisho.site.CredentialId;
import sekisho.words.Messages;
import sekisho.words.Sentence;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// Puts names and cards into what is shown, at the moment it is shown: what was erased meanwhile is
/// gone from every page at once, and what stays in memory are pseudonyms.
///
/// @param entries puts personal data back into an entry
/// @param cards tells the card behind a pseudonym; the pseudonym when that can't be read
/// @param erased whether what is missing from an opened entry is certified as erased
public record Opening(
        UnaryOperator<Entry> entries, UnaryOperator<CredentialId> cards, Predicate<Entry> erased) {
    private static final String PSEUDONYM = "card:";
    private static final String CREDENTIAL = "credential";

    /// Of a journal that keeps nothing apart.
    public static final Opening NOTHING =
            new Opening(UnaryOperator.identity(), UnaryOperator.identity(), _ -> false);

    /// What is told in the place of what an opened entry lacks; null when it lacks nothing.
    @Nullable Sentence lack(Entry opened) {
        if (Commitments.of(opened) == null) {
            return null;
        }
        return Messages.of(erased.test(opened) ? "lack.erased" : "lack.unreadable");
    }

    /// Whether a credential is still a pseudonym after it was opened.
    static boolean isPseudonym(@Nullable CredentialId credential) {
        return credential != null && credential.value().startsWith(PSEUDONYM);
    }

    /// The subject of a finding with its card.
    Map<String, String> subject(Map<String, String> subject) {
        String card = subject.get(CREDENTIAL);
        if (card == null) {
            return subject;
        }
        var opened = new HashMap<>(subject);
        CredentialId known = cards.apply(new CredentialId(card));
        opened.put(CREDENTIAL, isPseudonym(known) ? Messages.of("lack.card").ja() : known.value());
        return opened;
    }
}
