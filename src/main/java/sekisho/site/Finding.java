package sekisho.site;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a rule concluded, with its evidence.
///
/// A finding is known by rule, zone, subject, its moment and the entry that triggered it; a
/// withdrawal repeats these.
public sealed interface Finding extends Fact {

    /// The rule's name, such as `unlogged-entry`.
    String rule();

    /// Whom or what it is about, such as `door` to `front`; in the rule's own order.
    Map<String, String> subject();

    /// Sequence numbers of the entries it rests on, the trigger first.
    List<Long> because();

    /// The rule's condition holds. `at` is the moment of the decision, in event time.
    ///
    /// @param late evidence that came in late revealed it: no siren
    record FindingRaised(
            Instant at,
            String rule,
            @Nullable ZoneId zone,
            Map<String, String> subject,
            List<Long> because,
            boolean late)
            implements Finding {
        public FindingRaised {
            because = List.copyOf(because);
        }
    }

    /// Late evidence explains what was raised: the same rule, zone, subject and moment. `because`
    /// begins with the same trigger and ends with the entry that explained it.
    record FindingWithdrawn(
            Instant at,
            String rule,
            @Nullable ZoneId zone,
            Map<String, String> subject,
            List<Long> because)
            implements Finding {
        public FindingWithdrawn {
            because = List.copyOf(because);
        }
    }
}
