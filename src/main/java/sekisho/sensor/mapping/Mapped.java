package sekisho.sensor.mapping;

import sekisho.site.Fact;

import java.util.List;
import java.util.Map;

/// What became of one record.
public sealed interface Mapped {

    /// It is a fact.
    ///
    /// @param beside members that go with it and that no rule reads, such as who the record says it
    ///   was when the register knows nobody of that name; [sekisho.site.Sighting#unknown]
    /// @param doubts what a reader should know before relying on it, in words; mostly none. They
    ///   also stand in `beside`
    record Told(Fact fact, Map<String, Object> beside, List<String> doubts) implements Mapped {
        public Told {
            beside = Map.copyOf(beside);
            doubts = List.copyOf(doubts);
        }
    }

    /// The mapping says that such a record tells nothing that is wanted here.
    ///
    /// @param what the value that the mapping ignores
    record Ignored(String what) implements Mapped {}

    /// It makes no fact; whoever has the record keeps it and counts it.
    ///
    /// @param reason what is wrong and what would be right
    record Refused(String reason) implements Mapped {}
}
