package sekisho.site.json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The members of one JSON object while it is read: each is taken once, by its type; what nobody
/// took is left over.
final class Members {
    private final Map<String, @Nullable Object> left;

    Members(Map<String, @Nullable Object> object) {
        this.left = object;
    }

    /// What nobody took.
    Map<String, Object> leftOver() {
        if (left.isEmpty()) {
            return Map.of();
        }
        var rest = new LinkedHashMap<String, Object>(left);
        rest.values().removeIf(value -> value == null);
        return rest;
    }

    /// What nobody took, taken now: nothing is left over behind it.
    Map<String, Object> leftOverTaken() {
        Map<String, Object> rest = leftOver();
        left.clear();
        return rest;
    }

    boolean has(String name) {
        return left.get(name) != null;
    }

    @Nullable String textOrNull(String name) throws Unreadable {
        Object value = left.remove(name);
        return switch (value) {
            case null -> null;
            case String text -> text;
            default -> throw wrong(name, "a text", value);
        };
    }

    String text(String name) throws Unreadable {
        return required(name, textOrNull(name));
    }

    <T> @Nullable T idOrNull(String name, Function<String, T> id) throws Unreadable {
        String text = textOrNull(name);
        if (text == null) {
            return null;
        }
        try {
            return id.apply(text);
        } catch (IllegalArgumentException e) {
            throw new Unreadable('"' + name + "\": " + e.getMessage());
        }
    }

    <T> T id(String name, Function<String, T> id) throws Unreadable {
        return required(name, idOrNull(name, id));
    }

    @Nullable Instant timeOrNull(String name) throws Unreadable {
        Object value = left.remove(name);
        return switch (value) {
            case null -> null;
            case Long millis -> Times.read(name, millis);
            case String text -> Times.read(name, text);
            default ->
                    throw wrong(
                            name, "a time (ISO-8601 with offset, or epoch milliseconds)", value);
        };
    }

    Instant time(String name) throws Unreadable {
        return required(name, timeOrNull(name));
    }

    @Nullable Long numberOrNull(String name) throws Unreadable {
        Object value = left.remove(name);
        return switch (value) {
            case null -> null;
            case Long number -> number;
            default -> throw wrong(name, "a whole number", value);
        };
    }

    long number(String name) throws Unreadable {
        return required(name, numberOrNull(name));
    }

    boolean flag(String name) throws Unreadable {
        Object value = left.remove(name);
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            default -> throw wrong(name, "true or false", value);
        };
    }

    /// A span given in seconds, whole or with a fraction.
    Duration seconds(String name) throws Unreadable {
        Object value = required(name, left.remove(name));
        return switch (value) {
            case Long whole when Math.abs(whole) < 1L << 40 -> Duration.ofSeconds(whole);
            case Double parts when Math.abs(parts) < 1L << 40 ->
                    Duration.ofMillis(Math.round(parts * 1000));
            default -> throw wrong(name, "a number of seconds", value);
        };
    }

    @Nullable List<String> textsOrNull(String name) throws Unreadable {
        Object value = left.remove(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "a list of texts", value);
        }
        var texts = new ArrayList<String>(list.size());
        for (Object element : list) {
            if (!(element instanceof String text)) {
                throw wrong(name, "a list of texts", value);
            }
            texts.add(text);
        }
        return texts;
    }

    List<String> texts(String name) throws Unreadable {
        List<String> texts = textsOrNull(name);
        return texts == null ? List.of() : texts;
    }

    List<Long> numbers(String name) throws Unreadable {
        Object value = left.remove(name);
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "a list of whole numbers", value);
        }
        var numbers = new ArrayList<Long>(list.size());
        for (Object element : list) {
            if (!(element instanceof Long number)) {
                throw wrong(name, "a list of whole numbers", value);
            }
            numbers.add(number);
        }
        return numbers;
    }

    /// The nested object, to be read by itself.
    Members object(String name) throws Unreadable {
        return new Members(mapOf(name, required(name, left.remove(name))));
    }

    List<Members> objects(String name) throws Unreadable {
        Object value = left.remove(name);
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(name, "a list of objects", value);
        }
        var objects = new ArrayList<Members>(list.size());
        for (Object element : list) {
            objects.add(new Members(mapOf(name, element)));
        }
        return objects;
    }

    /// The nested object of texts, in its own order.
    Map<String, String> textMap(String name) throws Unreadable {
        var texts = new LinkedHashMap<String, String>();
        for (var member : mapOf(name, required(name, left.remove(name))).entrySet()) {
            if (!(member.getValue() instanceof String text)) {
                throw wrong(name, "an object of texts", member.getValue());
            }
            texts.put(member.getKey(), text);
        }
        return texts;
    }

    private static Map<String, @Nullable Object> mapOf(String name, @Nullable Object value)
            throws Unreadable {
        if (!(value instanceof Map<?, ?> map)) {
            throw wrong(name, "an object", value);
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, member) -> members.put((String) key, member));
        return members;
    }

    private static <T> T required(String name, @Nullable T value) throws Unreadable {
        if (value == null) {
            throw new Unreadable("the member \"" + name + "\" is missing");
        }
        return value;
    }

    private static Unreadable wrong(String name, String wanted, @Nullable Object value) {
        String shown = String.valueOf(value);
        return new Unreadable(
                '"'
                        + name
                        + "\" must be "
                        + wanted
                        + ", not "
                        + (shown.length() > 60 ? shown.substring(0, 60) + "…" : shown));
    }
}
