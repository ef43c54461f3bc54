package sekisho.words;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.PropertyResourceBundle;
import java.util.ResourceBundle;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The texts of one language, by key. A place in a text is a name in braces, such as `{door}`.
///
/// `MessageFormat` is not used: it reads apostrophes and numbers in ways of its own.
final class Catalogue {
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)\\}");

    private static final Catalogue JA = load(Language.JA);
    private static final Catalogue EN = load(Language.EN);

    private final ResourceBundle texts;

    private Catalogue(ResourceBundle texts) {
        this.texts = texts;
    }

    static Catalogue of(Language language) {
        return switch (language) {
            case JA -> JA;
            case EN -> EN;
        };
    }

    boolean has(String key) {
        return texts.containsKey(key);
    }

    /// Fills the places of a text.
    ///
    /// @throws java.util.MissingResourceException when there is no such key
    String text(String key, Function<String, String> valueOf) {
        return PLACE.matcher(texts.getString(key))
                .replaceAll(place -> Matcher.quoteReplacement(valueOf.apply(place.group(1))));
    }

    List<String> keys() {
        Enumeration<String> keys = texts.getKeys();
        List<String> sorted = Collections.list(keys);
        sorted.sort(null);
        return sorted;
    }

    /// The places of a text, sorted.
    List<String> places(String key) {
        return PLACE.matcher(texts.getString(key))
                .results()
                .map((MatchResult place) -> place.group(1))
                .distinct()
                .sorted()
                .toList();
    }

    private static Catalogue load(Language language) {
        String file = "messages_" + language.name().toLowerCase(Locale.ROOT) + ".properties";
        try (var in = Catalogue.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the jar");
            }
            return new Catalogue(
                    new PropertyResourceBundle(new InputStreamReader(in, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
