package sekisho.web;

import sekisho.site.Cardholder;
import sekisho.site.Cardholders;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Looks people up for the desk by what somebody has typed of a name or an id.
///
/// Full-width and half-width, large and small letters, hiragana and katakana count as the same.
final class PeopleSearch {
    /// As many as a person looks through.
    private static final int FOUND_MAX = 20;

    /// One person with the forms that are searched: the parts of the name and the id.
    private record Known(Cardholder who, List<String> parts, String whole) {}

    private final List<Known> all;

    PeopleSearch(Cardholders cardholders) {
        this.all = cardholders.all().stream().map(PeopleSearch::known).toList();
    }

    private static Known known(Cardholder one) {
        String name = plain(one.name());
        List<String> parts = new ArrayList<>(List.of(name.split(" ")));
        parts.add(plain(one.person().value()));
        return new Known(one, List.copyOf(parts), name.replace(" ", ""));
    }

    Answer answer(Call call) {
        String typed = call.query("q");
        List<Cardholder> found = typed == null ? List.of() : find(typed);
        return Answer.of(200, Map.of("people", found.stream().map(PlanJson::person).toList()));
    }

    /// Those with a part that begins like that first, then those with it in the middle; in the
    /// register's order.
    List<Cardholder> find(String typed) {
        String wanted = plain(typed).replace(" ", "");
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Cardholder> found = new ArrayList<>();
        List<Cardholder> within = new ArrayList<>();
        for (Known known : all) {
            if (found.size() == FOUND_MAX) {
                break;
            }
            if (known.whole().startsWith(wanted)
                    || known.parts().stream().anyMatch(part -> part.startsWith(wanted))) {
                found.add(known.who());
            } else if (within.size() < FOUND_MAX && known.whole().contains(wanted)) {
                within.add(known.who());
            }
        }
        found.addAll(within.subList(0, Math.min(within.size(), FOUND_MAX - found.size())));
        return found;
    }

    private static String plain(String text) {
        String compatible =
                Normalizer.normalize(text, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
        var plain = new StringBuilder(compatible.length());
        compatible
                .replaceAll("\\s+", " ")
                .chars()
                .map(c -> c >= 'ァ' && c <= 'ヶ' ? c - 'ァ' + 'ぁ' : c)
                .forEach(c -> plain.append((char) c));
        return plain.toString();
    }
}
