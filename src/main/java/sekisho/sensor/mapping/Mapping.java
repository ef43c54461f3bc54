package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// How records of one source become facts, as [MappingPart] reads it; whole and checked.
///
/// @param type which fact, or [#IGNORE]
/// @param place absent: each member says it for itself
/// @param members the others, by name
/// @param at absent: a record happened when it arrived
/// @param places what records may name
public record Mapping(
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

    public Mapping {
        members = Map.copyOf(members);
    }
}
