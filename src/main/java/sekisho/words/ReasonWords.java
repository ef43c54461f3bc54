package sekisho.words;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The reason that a sensor or a link gives, in Japanese as well.
///
/// A fact carries its reason in English, for the record of many years; the board says it in the
/// reader's language. A reason that nobody has put into Japanese is shown as it was given.
final class ReasonWords {
    private static final Pattern STAR = Pattern.compile("\\*");
    private static final List<Known> KNOWN = load();

    private record Known(Pattern english, String japanese) {}

    private ReasonWords() {}

    static Sentence of(String reason) {
        return new Sentence(japanese(reason), reason);
    }

    /// Whether there is Japanese for it.
    static boolean isKnown(String reason) {
        return KNOWN.stream().anyMatch(known -> known.english().matcher(reason).matches());
    }

    private static String japanese(String reason) {
        for (Known known : KNOWN) {
            Matcher said = known.english().matcher(reason);
            if (said.matches()) {
                return fill(known.japanese(), said);
            }
        }
        return reason;
    }

    /// What stands behind a star may be a reason itself.
    private static String fill(String japanese, Matcher said) {
        var group = new int[1];
        return STAR.matcher(japanese)
                .replaceAll(star -> Matcher.quoteReplacement(japanese(said.group(++group[0]))));
    }

    private static List<Known> load() {
        try (var in = ReasonWords.class.getResourceAsStream("reasons_ja.txt")) {
            if (in == null) {
                throw new IllegalStateException("reasons_ja.txt is not in the jar");
            }
            var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(ReasonWords::known)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("reasons_ja.txt", e);
        }
    }

    private static Known known(String line) {
        int equals = line.indexOf(" = ");
        String english =
                Stream.of(line.substring(0, equals).split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("(.*?)"));
        return new Known(
                Pattern.compile(english, Pattern.DOTALL), line.substring(equals + " = ".length()));
    }
}
