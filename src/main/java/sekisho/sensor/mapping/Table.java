package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Words of a source, each with what it means here. A star in a word stands for whatever is there;
/// a word without stars goes before those with, and of those the first that fits is taken.
final class Table<V> {
    private final Map<String, V> exact = new LinkedHashMap<>();
    private final Map<Pattern, V> starred = new LinkedHashMap<>();

    Table(Map<String, V> meanings) {
        meanings.forEach((word, meaning) -> {
            if (word.indexOf('*') < 0) {
                exact.put(word, meaning);
            } else {
                starred.put(pattern(word), meaning);
            }
        });
    }

    private static Pattern pattern(String word) {
        var regex = new StringBuilder();
        for (String piece : word.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(piece));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /// What a word means; null when it is not in the table.
    @Nullable V of(String word) {
        V meaning = exact.get(word);
        if (meaning != null) {
            return meaning;
        }
        for (Map.Entry<Pattern, V> one : starred.entrySet()) {
            if (one.getKey().matcher(word).matches()) {
                return one.getValue();
            }
        }
        return null;
    }
}
