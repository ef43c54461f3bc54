package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How records of one source become facts, as [MappingPart] reads it; whole and checked.
///
/// @param extracts fields that are found within others
/// @param type which fact, or [#IGNORE]
/// @param place absent: each member says it for itself
/// @param members the others, by name
/// @param at absent: a record happened when it arrived
/// @param places what records may name
public record Mapping(
        List<Extract> extracts,
        Choice type,
        @Nullable Place place,
        Map<String, Choice> members,
        @Nullable TimeReading at,
        Places places) {
    /// The type of a record that tells nothing that is wanted.
    static final String IGNORE = "ignore";

    /// Where it happened, when one text says several things about it: the name of a reader, say,
    /// tells the door and the direction.
    ///
    /// @param table from that text to members by name
    /// @param otherwise what a text that is not in the table means; absent: the record is refused
    record Place(
            Template from,
            Table<Map<String, String>> table,
            @Nullable Map<String, String> otherwise) {}

    /// Fields that the groups of patterns find within a text.
    record Extract(Template from, TextPatterns patterns) {}

    public Mapping {
        extracts = List.copyOf(extracts);
        members = Map.copyOf(members);
    }

    /// The fields of a record that it uses.
    public Set<String> uses() {
        Set<String> names = new LinkedHashSet<>();
        uses(type, names);
        members.values().forEach(choice -> uses(choice, names));
        if (place != null) {
            names.addAll(place.from().names());
        }
        if (at != null) {
            names.addAll(at.from().names());
        }
        extracts.forEach(extract -> names.removeAll(extract.patterns().names()));
        extracts.forEach(extract -> names.addAll(extract.from().names()));
        return names;
    }

    private static void uses(Choice choice, Set<String> names) {
        names.addAll(choice.from().names());
        if (choice.otherwise() != null) {
            names.addAll(choice.otherwise().names());
        }
    }
}
