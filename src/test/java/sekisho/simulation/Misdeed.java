package sekisho.simulation;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What must be found: by which rule, for which moment, about whom.
record Misdeed(String rule, Instant at, String subject) {
    private static final List<String> NAMED =
            List.of("media", "visit", "person", "credential", "door", "zone", "source");

    static Misdeed of(Found found) {
        String name =
                NAMED.stream()
                        .map(found.subject()::get)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElseThrow();
        return new Misdeed(found.rule(), found.at(), name);
    }
}
