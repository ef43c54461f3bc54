package sekisho.words;

import java.util.Map;

/// Looks a text up in both catalogues.
public final class Messages {
    private Messages() {}

    /// A text without places.
    public static Sentence of(String key) {
        return of(key, Map.of());
    }

    /// A text with its places filled.
    ///
    /// @throws java.util.MissingResourceException when there is no such key
    /// @throws IllegalArgumentException when a place of the text has no value
    public static Sentence of(String key, Map<String, Sentence> values) {
        return new Sentence(in(Language.JA, key, values), in(Language.EN, key, values));
    }

    /// Whether there is such a text.
    public static boolean has(String key) {
        return Catalogue.of(Language.JA).has(key);
    }

    private static String in(Language language, String key, Map<String, Sentence> values) {
        return Catalogue.of(language).text(key, place -> value(key, values, place).in(language));
    }

    private static Sentence value(String key, Map<String, Sentence> values, String place) {
        Sentence value = values.get(place);
        if (value == null) {
            throw new IllegalArgumentException("the text " + key + " wants " + place);
        }
        return value;
    }
}
