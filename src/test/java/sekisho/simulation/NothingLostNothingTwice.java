package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import sekisho.journal.Entry;
import sekisho.site.Sighting;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Everything that was delivered is in the journal once, as it was said; besides it there is only
/// what the station itself enters; sequence and time run forward.
final class NothingLostNothingTwice implements Checker {
    @Override
    public void check(Lived lived) {
        Set<Sighting> sent = new HashSet<>();
        lived.sent().forEach(parcel -> sent.add(parcel.sighting()));
        Set<Sighting> lost = new HashSet<>(sent);
        List<Entry> strange = new ArrayList<>();
        for (Entry entry : lived.entries()) {
            if (entry.sighting().isNumbered() && !lost.remove(asSent(entry.sighting()))) {
                strange.add(entry);
            }
        }
        assertThat(lost).as("delivered and not in the journal").isEmpty();
        assertThat(strange).as("in the journal twice, or never said").isEmpty();
        for (int i = 1; i < lived.entries().size(); i++) {
            Entry before = lived.entries().get(i - 1);
            Entry entry = lived.entries().get(i);
            assertThat(entry.sequence()).isEqualTo(before.sequence() + 1);
            assertThat(entry.recordedAt()).isAfterOrEqualTo(before.recordedAt());
        }
    }

    private static Sighting asSent(Sighting entered) {
        return Sighting.of(
                entered.fact(),
                Objects.requireNonNull(entered.source()),
                Objects.requireNonNull(entered.boot()),
                Objects.requireNonNull(entered.seq()));
    }
}
