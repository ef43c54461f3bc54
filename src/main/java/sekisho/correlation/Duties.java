package sekisho.correlation;

import java.util.ArrayList;
import java.util.List;

/// What a person answers for beyond themselves; most people never have any.
final class Duties {
    /// Stays of visitors whom this person escorts.
    final List<Stay> escorted = new ArrayList<>(1);

    /// Those of them that have not ended.
    final List<Stay> escorting = new ArrayList<>(1);

    /// Media that this person once carried in.
    final List<Carries> carried = new ArrayList<>(1);

    /// Forgets what lies before a time; whether nothing is left.
    boolean isForgotten(long before) {
        escorted.removeIf(stay -> stay.endAt() < before);
        carried.removeIf(Carries::isForgotten);
        return escorted.isEmpty() && escorting.isEmpty() && carried.isEmpty();
    }
}
