package sekisho.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import sekisho.journal.Entry;
import sekisho.site.Deed;
import sekisho.site.Deed.DeedDone;
import sekisho.site.Observation.SourceAlive;
import sekisho.site.SourceId;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What stands in the end is exactly what somebody did wrong, and who was silent.
///
/// Silence is judged on arrival, so that its truth is read from the arrivals: a source that was
/// heard, or that was still expected when the station started, and then not for three intervals.
final class FindingsEqualTruth implements Checker {
    @Override
    public void check(Lived lived) {
        Set<Misdeed> truth = new HashSet<>(lived.week().diary.misdeeds);
        truth.addAll(silences(lived));
        Set<Misdeed> standing = standing(new Judged(lived.findings(), 0));
        assertThat(without(truth, standing)).as("not found").isEmpty();
        assertThat(without(standing, truth)).as("found for nothing").isEmpty();
        assertThat(lived.unjudged()).as("left unjudged").isZero();
    }

    /// What stands, in the words of the truth.
    static Set<Misdeed> standing(Judged judged) {
        return judged.standing().stream().map(Misdeed::of).collect(Collectors.toSet());
    }

    private static Set<Misdeed> without(Set<Misdeed> some, Set<Misdeed> others) {
        Set<Misdeed> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static Set<Misdeed> silences(Lived lived) {
        var silent = new HashSet<Misdeed>();
        Map<SourceId, Instant> expected = new HashMap<>();
        for (Entry entry : lived.entries()) {
            Instant now = entry.recordedAt();
            silent.addAll(overdue(expected, now));
            Instant due = now.plus(Diary.HEARTBEAT.multipliedBy(3));
            switch (entry.fact()) {
                case SourceAlive alive -> expected.put(alive.source(), due);
                case DeedDone deed when deed.type().equals(Deed.STATION_STARTED) ->
                        expected.replaceAll((source, before) -> due);
                case DeedDone deed when deed.type().equals(Deed.STATION_STOPPED) ->
                        expected.replaceAll((source, before) -> Instant.MAX);
                default -> {}
            }
        }
        silent.addAll(overdue(expected, lived.end()));
        return silent;
    }

    private static List<Misdeed> overdue(Map<SourceId, Instant> expected, Instant now) {
        List<Misdeed> overdue =
                expected.entrySet().stream()
                        .filter(one -> one.getValue().isBefore(now))
                        .map(one ->
                                new Misdeed("source-silent", one.getValue(), one.getKey().value()))
                        .toList();
        expected.values().removeIf(due -> due.isBefore(now));
        return overdue;
    }
}
