package sekisho.words;

import java.util.Map;

/// A text in both languages.
public record Sentence(String ja, String en) {

    /// A text that is the same in both, such as a name or a number.
    public static Sentence same(String text) {
        return new Sentence(text, text);
    }

    /// The members under which the browser expects it.
    public Map<String, Object> members() {
        return Map.of("ja", ja, "en", en);
    }

    /// The text in one language.
    public String in(Language language) {
        return switch (language) {
            case JA -> ja;
            case EN -> en;
        };
    }
}
