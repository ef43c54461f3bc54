package sekisho.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Changes that nobody can notice, each with its reason: the rows of a page.
final class Explained {
    /// A change in code font, how many of that name there are, the reason.
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (\\d+) \\| .+ \\|");

    private final Map<String, Integer> left = new HashMap<>();

    private Explained() {}

    static Explained read(Path page) throws IOException {
        var explained = new Explained();
        for (String line : Files.readAllLines(page)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                explained.left.merge(row.group(1), Integer.parseInt(row.group(2)), Integer::sum);
            }
        }
        return explained;
    }

    /// Whether a change is among them; each row explains as many as it says.
    boolean take(Mutant mutant) {
        Integer count = left.get(mutant.name());
        if (count == null || count == 0) {
            return false;
        }
        left.put(mutant.name(), count - 1);
        return true;
    }

    /// What is explained and was not seen.
    List<String> left() {
        return left.entrySet().stream()
                .filter(one -> one.getValue() > 0)
                .map(one -> one.getKey() + " (" + one.getValue() + ")")
                .sorted()
                .toList();
    }
}
