package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.words.Sentence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The fields of a form while they are checked. Goes on after a fault, so that a person sees all of
/// them at once.
final class Form {
    /// The longest line of a ledger.
    static final int TEXT_MAX = 200;

    private static final int ITEMS_MAX = 50;

    /// Beyond the year 9999 a time has more digits than a ledger has room for.
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Map<String, @Nullable Object> fields;
    private final List<Problem> problems = new ArrayList<>();

    Form(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /// A fault that only the form as a whole shows.
    void fault(String code, String field) {
        problems.add(Problem.of(code, field));
    }

    /// All faults, if there are any.
    ///
    /// @throws Refusal with one problem for each
    void refuseFaults() {
        if (!problems.isEmpty()) {
            throw new Refusal(422, problems);
        }
    }

    /// A text, stripped; null when it is missing, blank or faulty.
    @Nullable String text(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            fault("not-text", field);
            return null;
        }
        return line(text, field);
    }

    /// A text that must be there.
    @Nullable String text(String field, String missing) {
        int before = problems.size();
        String text = text(field);
        if (text == null && problems.size() == before) {
            fault(missing, field);
        }
        return text;
    }

    /// Something known by a text that must be there.
    ///
    /// @param find null when nothing goes by that text
    <T> @Nullable T known(
            String field, String missing, String unknown, Function<String, @Nullable T> find) {
        String text = text(field, missing);
        return text == null ? null : find(text, field, unknown, find);
    }

    /// Something known by a text that may be missing.
    <T> @Nullable T knownOrNull(String field, String unknown, Function<String, @Nullable T> find) {
        String text = text(field);
        return text == null ? null : find(text, field, unknown, find);
    }

    private <T> @Nullable T find(
            String text, String field, String unknown, Function<String, @Nullable T> find) {
        T found = find.apply(text);
        if (found == null) {
            fault(unknown, field);
        }
        return found;
    }

    /// A moment that must be there, as ISO-8601 with offset.
    @Nullable Instant time(String field, String missing) {
        String text = text(field, missing);
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
            if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
                fault("time-unreadable", field);
                return null;
            }
            return time;
        } catch (DateTimeException _) {
            fault("time-unreadable", field);
            return null;
        }
    }

    /// A list of texts, without the blank ones; empty when it is missing or faulty.
    List<String> texts(String field) {
        Object value = fields.get(field);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            fault("items-not-list", field);
            return List.of();
        }
        if (list.size() > ITEMS_MAX) {
            problem("items-too-many", field, ITEMS_MAX);
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Object element : list) {
            if (!(element instanceof String text)) {
                fault("items-not-list", field);
                return List.of();
            }
            String line = line(text, field);
            if (line != null) {
                texts.add(line);
            }
        }
        return texts;
    }

    private @Nullable String line(String text, String field) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        if (stripped.length() > TEXT_MAX) {
            problem("too-long", field, TEXT_MAX);
            return null;
        }
        if (stripped.codePoints().anyMatch(Form::isForbidden)) {
            fault("control-characters", field);
            return null;
        }
        return stripped;
    }

    /// Line breaks and their like would make two lines of one in a ledger, half a character can't
    /// be written at all, and marks that turn the direction of writing make a name look like
    /// another.
    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            default ->
                    (character >= 0x202A && character <= 0x202E)
                            || (character >= 0x2066 && character <= 0x2069);
        };
    }

    private void problem(String code, String field, int limit) {
        problems.add(
                Problem.of(code, field, Map.of("limit", Sentence.same(Integer.toString(limit)))));
    }
}
