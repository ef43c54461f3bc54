package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import sekisho.config.Form;
import sekisho.config.Mark;
import sekisho.config.Section;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads a [Mapping] from a file, with everything that is wrong with it.
public final class MappingPart {
    private static final Form<Template> TEMPLATE =
            Form.of(
                    "a text such as \"card:{Card}\"; behind a | number, lower or upper",
                    Template::parse);
    private static final Form<String> WORD = Form.TEXT;
    private static final List<String> PLACE_MEMBERS =
            List.of("door", "zone", "reader", "direction", "machine");
    private static final List<String> MEMBERS =
            List.of(
                    "door",
                    "zone",
                    "reader",
                    "direction",
                    "credential",
                    "person",
                    "reason",
                    "machine",
                    "media",
                    "port",
                    "vid",
                    "pid",
                    "serial",
                    "permit",
                    "operator");
    private static final Form<Locale> LANGUAGE =
            Form.word(new LinkedHashMap<>(Map.of("ja", Locale.JAPANESE, "en", Locale.ENGLISH)));
    private static final String TIME_RIGHT =
            "iso, epoch-seconds, epoch-milliseconds, or a pattern with a year of four digits such"
                    + " as \"yyyy/M/d H:mm:ss\"";

    private final Section in;
    private final Places places;
    private final @Nullable Set<String> known;

    /// The types that the mapping itself names.
    private final Set<String> types = new LinkedHashSet<>();

    private MappingPart(Section in, Places places, @Nullable Collection<String> known) {
        this.in = in;
        this.places = places;
        this.known = known == null ? null : new LinkedHashSet<>(known);
    }

    /// Reads a mapping.
    ///
    /// @param places what its records may name
    /// @param fields the names of a record's fields, to tell of one that there is not; null where
    ///   only the records themselves show them
    /// @return null when something was wrong, which is noted
    public static @Nullable Mapping read(
            Section in, Places places, @Nullable Collection<String> fields) {
        return new MappingPart(in, places, fields).mapping();
    }

    private @Nullable Mapping mapping() {
        List<Mapping.Extract> extracts = extracts();
        in.expect("type", "which fact a record becomes, by itself or by a table");
        Choice type = type();
        Set<String> placed = new LinkedHashSet<>();
        Mapping.Place place = place(placed);
        Map<String, Choice> members = new LinkedHashMap<>();
        for (String member : MEMBERS) {
            if (in.has(member)) {
                Choice choice = choice(in, member, form(member));
                if (choice != null) {
                    members.put(member, choice);
                }
            }
        }
        TimeReading at = at();
        checkNeeds(placed);
        return type == null || at == null && in.has("at")
                ? null
                : new Mapping(extracts, type, place, members, at, places);
    }

    private List<Mapping.Extract> extracts() {
        List<Mapping.Extract> extracts = new ArrayList<>();
        for (Section one : in.sections("extract", "an item of \"extract\"")) {
            one.expect("from", "the text to look in, such as \"{Notes}\"");
            Template from = template(one, "from");
            TextPatterns patterns = TextPatterns.read(one, "patterns");
            if (known != null) {
                known.addAll(patterns.names());
            }
            if (from != null) {
                extracts.add(new Mapping.Extract(from, patterns));
            }
        }
        return extracts;
    }

    private @Nullable Choice type() {
        Map<String, String> words = new LinkedHashMap<>();
        Kind.BY_WORD.keySet().forEach(word -> words.put(word, word));
        words.put(Mapping.IGNORE, Mapping.IGNORE);
        Form<String> known =
                Form.word(words)
                        .asking("ignore or one of " + String.join(", ", Kind.BY_WORD.keySet()));
        return choice(in, "type", known.heard(types::add));
    }

    /// What a member's value may be, where the file itself says it.
    private Form<String> form(String member) {
        return switch (member) {
            case "direction" -> Form.word(directions());
            case "door" -> oneOf("door", places.doors().keySet());
            case "machine" -> oneOf("machine", places.machines().keySet());
            case "zone" -> oneOf("zone", places.zones());
            default -> WORD;
        };
    }

    private static Map<String, String> directions() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("in", "in");
        words.put("out", "out");
        return words;
    }

    private static Form<String> oneOf(String what, Collection<? extends sekisho.site.Id> ids) {
        Map<String, String> words = new LinkedHashMap<>();
        ids.stream().map(sekisho.site.Id::value).sorted().forEach(id -> words.put(id, id));
        return Form.word(words).asking("the id of a " + what + " of the site file");
    }

    private @Nullable Choice choice(Section section, String key, Form<String> values) {
        if (section.isScalar(key)) {
            return scalar(section, key, values);
        }
        Section described = section.section(key, "\"" + key + "\"");
        if (described == null) {
            return null;
        }
        Template from = template(described, "from");
        described.expect("from", "the text that the table is about, such as \"{Event}\"");
        Map<String, String> table = new LinkedHashMap<>();
        described.expect("table", "each text with what it means");
        described
                .table("table", values)
                .forEach((word, meaning) -> table.put(word, meaning.value()));
        Template otherwise = described.has("otherwise") ? scalarOf(described, values) : null;
        return from == null ? null : new Choice(from, new Table<>(table), otherwise);
    }

    private @Nullable Template scalarOf(Section described, Form<String> values) {
        Choice choice = scalar(described, "otherwise", values);
        return choice == null ? null : choice.from();
    }

    /// A value that stands in the file must be a right one; one with fields shows it later.
    private @Nullable Choice scalar(Section section, String key, Form<String> values) {
        Template template = template(section, key);
        if (template != null && template.names().isEmpty()) {
            String value = section.optional(key, values);
            return value == null ? null : new Choice(template, null, null);
        }
        return template == null ? null : new Choice(template, null, null);
    }

    private @Nullable Template template(Section section, String key) {
        Template template = section.optional(key, TEMPLATE);
        if (template != null && known != null) {
            for (String name : template.names()) {
                if (!known.contains(name)) {
                    section.fault(
                            key,
                            "a record has no field \"%s\"; it has %s"
                                    .formatted(name, String.join(", ", known)));
                }
            }
        }
        return template;
    }

    private Mapping.@Nullable Place place(Set<String> placed) {
        Section described = in.section("place", "\"place\"");
        if (described == null) {
            return null;
        }
        described.expect("from", "the text that the table is about, such as \"{Reader}\"");
        described.expect("table", "each text with the door, the direction and so on");
        Template from = template(described, "from");
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        described
                .sectionTable("table", "a place")
                .forEach((word, one) -> table.put(word, placeMembers(one, placed)));
        Section otherwise = described.section("otherwise", "a place");
        return from == null
                ? null
                : new Mapping.Place(
                        from,
                        new Table<>(table),
                        otherwise == null ? null : placeMembers(otherwise, placed));
    }

    private Map<String, String> placeMembers(Section one, Set<String> placed) {
        Map<String, String> members = new LinkedHashMap<>();
        for (String member : PLACE_MEMBERS) {
            String value = one.optional(member, form(member));
            if (value != null) {
                members.put(member, value);
            }
        }
        placed.addAll(members.keySet());
        return members;
    }

    private @Nullable TimeReading at() {
        Section described = in.section("at", "\"at\"");
        if (described == null) {
            return null;
        }
        described.expect("from", "the text that says when, such as \"{Date} {Time}\"");
        Template from = template(described, "from");
        Locale language = described.optional("language", LANGUAGE, Locale.ENGLISH);
        described.expect("forms", "a list of what it may look like: " + TIME_RIGHT);
        List<TimeForm> forms =
                described
                        .list("forms", Form.of(TIME_RIGHT, text -> TimeForm.parse(text, language)))
                        .stream()
                        .map(Section.Placed::value)
                        .toList();
        ZoneId zone = described.optional("timezone", Form.TIME_ZONE);
        ZoneId clock = zone == null ? places.clock() : zone;
        return from == null || forms.isEmpty() || clock == null
                ? null
                : new TimeReading(from, forms, clock);
    }

    /// A type whose members nothing in the mapping gives could never be told.
    private void checkNeeds(Set<String> placed) {
        Mark mark = in.mark("type");
        for (String type : types) {
            Kind kind = Kind.of(type);
            if (kind == null) {
                continue;
            }
            for (String need : kind.needs()) {
                boolean given =
                        in.has(need)
                                || placed.contains(need)
                                || need.equals("media") && in.has("vid") && in.has("pid")
                                || need.equals("person") && in.has("credential");
                if (!given) {
                    in.fault(mark, "%s needs \"%s\" in the mapping".formatted(type, need));
                }
            }
        }
    }
}
