package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.Unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text with fields of the record in it, such as `card:{Card No|number}`.
///
/// What stands behind the bar makes the field's text over: `number` takes leading zeros off digits,
/// `lower` and `upper` change the case of letters. White space around a field is no part of it.
record Template(String written, List<Part> parts) {
    private static final Pattern FIELD = Pattern.compile("\\{([^{}|]+)(?:\\|([a-z]+))?}");

    /// How a field's text is made over.
    enum Makeover {
        NONE,
        NUMBER,
        LOWER,
        UPPER
    }

    /// A piece of a template.
    sealed interface Part {
        /// Text that stays as it is.
        record Literal(String text) implements Part {}

        /// The text of a field.
        record Field(String name, Makeover makeover) implements Part {}
    }

    Template {
        parts = List.copyOf(parts);
    }

    /// @throws IllegalArgumentException when a brace has no partner, or the makeover is none
    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher field = FIELD.matcher(text);
        int done = 0;
        while (field.find()) {
            literal(text.substring(done, field.start()), parts);
            String makeover = field.group(2);
            parts.add(
                    new Part.Field(
                            field.group(1).strip(),
                            makeover == null
                                    ? Makeover.NONE
                                    : Makeover.valueOf(makeover.toUpperCase(Locale.ROOT))));
            done = field.end();
        }
        literal(text.substring(done), parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("empty");
        }
        return new Template(text, parts);
    }

    private static void literal(String text, List<Part> parts) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            throw new IllegalArgumentException(text);
        }
        if (!text.isEmpty()) {
            parts.add(new Part.Literal(text));
        }
    }

    /// The names of its fields, in order.
    List<String> names() {
        return parts.stream()
                .filter(Part.Field.class::isInstance)
                .map(part -> ((Part.Field) part).name())
                .toList();
    }

    /// The text; null when a field of it is absent or empty.
    ///
    /// @throws Unreadable when a field is not what its makeover needs
    @Nullable String of(Fields fields) throws Unreadable {
        var text = new StringBuilder();
        for (Part part : parts) {
            switch (part) {
                case Part.Literal(String literal) -> text.append(literal);
                case Part.Field(String name, Makeover makeover) -> {
                    String value = fields.field(name);
                    if (value == null || value.isBlank()) {
                        return null;
                    }
                    text.append(madeOver(name, value.strip(), makeover));
                }
            }
        }
        return text.toString();
    }

    private static String madeOver(String name, String value, Makeover makeover) throws Unreadable {
        return switch (makeover) {
            case NONE -> value;
            case LOWER -> value.toLowerCase(Locale.ROOT);
            case UPPER -> value.toUpperCase(Locale.ROOT);
            case NUMBER -> {
                if (!value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                    throw new Unreadable(
                            "the field \"%s\" is %s, which is no number".formatted(name, value));
                }
                String digits = value.replaceFirst("^0+", "");
                yield digits.isEmpty() ? "0" : digits;
            }
        };
    }
}
