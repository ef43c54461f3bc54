package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.feed.Identities;
import sekisho.sensor.mapping.Mapped;
import sekisho.site.Cardholders;
import sekisho.site.Fact;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What an import of a file would do, found out without doing it.
///
/// @param rows the first ones
/// @param entered how many facts would be entered
/// @param known how many are in the journal already
/// @param doubtful how many of the facts should not be relied on before somebody has looked
/// @param ignored by what the mapping ignores, how many rows
/// @param refused by why they make no fact, how many rows, and the first of them
public record RowPreview(
        List<Shown> rows,
        long entered,
        long known,
        long doubtful,
        Map<String, Long> ignored,
        Map<String, Refused> refused) {
    /// So many kinds of refusal are told apart; reasons hold words of the rows.
    private static final int KINDS_MAX = 1000;

    private static final String MORE = "(other reasons)";

    /// A row as it would be entered.
    ///
    /// @param members of its fact, or nothing
    /// @param fate what would become of it, in words
    public record Shown(long line, Map<String, Object> members, String fate) {}

    /// Rows that make no fact for the same reason.
    ///
    /// @param line the first of them
    public record Refused(long count, long line) {}

    /// Looks a file through.
    ///
    /// @param folder that of [RowImport]
    /// @param shown so many rows are shown
    /// @throws UnfitFile when it is not of the kind that the mapping describes
    public static RowPreview of(
            Path file, FileMapping mapping, Cardholders people, Path folder, int shown)
            throws IOException, UnfitFile {
        Path remembered = RowImport.remembered(folder, mapping.source());
        try (Rows rows = Rows.open(file, mapping.format(), mapping.uses());
                Identities identities =
                        Files.exists(remembered)
                                ? Identities.open(remembered, RowImport.REMEMBERED)
                                : null) {
            var looking = new Looking(new Reading(mapping, people, rows), identities, shown);
            return looking.through();
        }
    }

    private static final class Looking {
        private final Reading reading;
        private final @Nullable Identities identities;
        private final int shown;
        private final List<Shown> rows = new ArrayList<>();
        private final Map<String, Long> ignored = new LinkedHashMap<>();
        private final Map<String, Refused> refused = new LinkedHashMap<>();
        private final Map<String, String> here = new HashMap<>();
        private long entered;
        private long known;
        private long doubtful;

        Looking(Reading reading, @Nullable Identities identities, int shown) {
            this.reading = reading;
            this.identities = identities;
            this.shown = shown;
        }

        RowPreview through() throws IOException {
            for (Reading.Read read = reading.next(); read != null; read = reading.next()) {
                String fate =
                        switch (read.mapped()) {
                            case Mapped.Told told -> told(read, told);
                            case Mapped.Ignored(String what) -> {
                                ignored.merge(what, 1L, Long::sum);
                                yield "ignored";
                            }
                            case Mapped.Refused(String reason) -> refuse(read.row(), reason);
                        };
                if (rows.size() < shown) {
                    rows.add(new Shown(read.row().line(), members(read.mapped()), fate));
                }
            }
            return new RowPreview(rows, entered, known, doubtful, ignored, refused);
        }

        private String told(Reading.Read read, Mapped.Told told) {
            String text = read.row().text();
            String before = here.putIfAbsent(read.identity(), text);
            Identities.Known came =
                    identities == null ? null : identities.known(read.identity(), text);
            if (before != null && !before.equals(text) || came != null && !came.same()) {
                return refuse(read.row(), RowImport.OTHER);
            }
            if (before != null || came != null) {
                known++;
                return "known already";
            }
            entered++;
            if (told.doubts().isEmpty()) {
                return "to be entered";
            }
            doubtful++;
            return "to be entered; " + String.join("; ", told.doubts());
        }

        private String refuse(Row row, String reason) {
            String kind = refused.size() < KINDS_MAX || refused.containsKey(reason) ? reason : MORE;
            refused.merge(
                    kind,
                    new Refused(1, row.line()),
                    (one, _) -> new Refused(one.count() + 1, one.line()));
            return "refused: " + reason;
        }

        private static Map<String, Object> members(Mapped mapped) {
            return mapped instanceof Mapped.Told(Fact fact, Map<String, Object> beside, _)
                    ? FactCodec.members(new Sighting(fact, null, null, null, null, beside))
                    : Map.of();
        }
    }
}
