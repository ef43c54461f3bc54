package sekisho.sensor.mapping;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

import org.jspecify.annotations.Nullable;

import sekisho.config.Form;
import sekisho.config.Section;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Lines of text to records: the named groups of the first pattern that is found in the line.
///
/// Patterns are those of RE2: without references backwards, and so without lines over which a
/// search takes forever.
public final class TextPatterns {
    private static final Form<Pattern> PATTERN =
            Form.of(
                    "a regular expression with named groups such as (?<card>[0-9]+)",
                    TextPatterns::named);

    private final List<Pattern> patterns;

    /// @param patterns in the order in which they are tried
    TextPatterns(List<Pattern> patterns) {
        this.patterns = List.copyOf(patterns);
    }

    /// Reads the list of a key that must be there; what is faulty in it is noted and left out.
    public static TextPatterns read(Section in, String key) {
        in.expect(key, "a list, each " + PATTERN.right());
        return new TextPatterns(in.list(key, PATTERN).stream().map(Section.Placed::value).toList());
    }

    private static Pattern named(String text) {
        Pattern pattern = compiled(text);
        if (pattern.namedGroups().isEmpty()) {
            throw new IllegalArgumentException("no named group: " + text);
        }
        return pattern;
    }

    private static Pattern compiled(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        }
    }

    /// The names of all groups: the fields that a record may have.
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Pattern pattern : patterns) {
            List<String> groups = new ArrayList<>(pattern.namedGroups().keySet());
            groups.sort(null);
            names.addAll(groups);
        }
        return names;
    }

    /// The record in a line; null when no pattern is found in it.
    public @Nullable Fields fields(String line) {
        for (Pattern pattern : patterns) {
            Matcher found = pattern.matcher(line);
            if (found.find()) {
                return name -> pattern.namedGroups().containsKey(name) ? found.group(name) : null;
            }
        }
        return null;
    }
}
