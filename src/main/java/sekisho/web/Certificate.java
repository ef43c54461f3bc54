package sekisho.web;

import sekisho.journal.Entry;
import sekisho.journal.disclosure.Erasures;
import sekisho.site.Deed.DeedDone;
import sekisho.words.Language;
import sekisho.words.Messages;
import sekisho.words.Names;
import sekisho.words.Sentence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The certificate of an erasure, as a text to be printed or filed. It says nothing that the
/// journal does not say: whoever doubts it compares the entries it names.
final class Certificate {
    private final Names names;
    private final Language language;
    private final StringBuilder text = new StringBuilder();

    private Certificate(Names names, Language language) {
        this.names = names;
        this.language = language;
    }

    /// @param entries about one request, in their order
    static String of(String site, Names names, List<Entry> entries, Language language) {
        var certificate = new Certificate(names, language);
        certificate.write(site, entries);
        return certificate.text.toString();
    }

    private void write(String site, List<Entry> entries) {
        line("title", Map.of("site", Sentence.same(site)));
        text.append("\r\n");
        List<Object> commitments = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.fact() instanceof DeedDone deed) {
                line(deed.type(), values(entry, deed));
                if (deed.members().get("commitments") instanceof List<?> some) {
                    commitments.addAll(some);
                }
            }
        }
        list("subjects", members(entries.getFirst(), "subjects"));
        list("commitments", commitments);
        text.append("\r\n");
        line("check", Map.of());
    }

    private Map<String, Sentence> values(Entry entry, DeedDone deed) {
        return Map.of(
                "request", text(deed, "request"),
                "reason", text(deed, "reason"),
                "by", Sentence.same(deed.by()),
                "at", names.dateTime(deed.at()),
                "entry", Sentence.same(Long.toString(entry.sequence())));
    }

    private static Sentence text(DeedDone deed, String name) {
        return Sentence.same(String.valueOf(deed.members().getOrDefault(name, "")));
    }

    private static List<?> members(Entry entry, String name) {
        return entry.fact() instanceof DeedDone deed
                        && deed.type().equals(Erasures.REQUESTED)
                        && deed.members().get(name) instanceof List<?> list
                ? list
                : List.of();
    }

    private void list(String key, List<?> values) {
        text.append("\r\n");
        line(key, Map.of("n", Sentence.same(Integer.toString(values.size()))));
        values.forEach(value -> text.append("  ").append(value).append("\r\n"));
    }

    private void line(String key, Map<String, Sentence> values) {
        text.append(Messages.of("certificate." + key, values).in(language)).append("\r\n");
    }
}
