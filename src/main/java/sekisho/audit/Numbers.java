package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Intervals;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.Unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Which numbers of each run of each source are there.
final class Numbers {
    private record Run(String source, String boot) {}

    private final Map<Run, Intervals> seen =
            new TreeMap<>(java.util.Comparator.comparing(Run::source).thenComparing(Run::boot));

    /// Takes note of a sighting.
    ///
    /// @return false when its number was there already
    boolean add(Sighting sighting) {
        SourceId source = sighting.source();
        String boot = sighting.boot();
        Long seq = sighting.seq();
        return source == null
                || boot == null
                || seq == null
                || seen.computeIfAbsent(new Run(source.value(), boot), _ -> new Intervals())
                        .add(seq);
    }

    /// What lies between the lowest and the highest number of a run and is not there.
    List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        seen.forEach((run, numbers) ->
                numbers.missing()
                        .forEach(gap ->
                                gaps.add(
                                        new Gap(
                                                run.source(),
                                                run.boot(),
                                                gap.from(),
                                                gap.until()))));
        return gaps;
    }

    /// As plain lists and maps.
    List<Map<String, Object>> members() {
        List<Map<String, Object>> members = new ArrayList<>();
        seen.forEach((run, numbers) ->
                members.add(
                        Map.of(
                                "source",
                                run.source(),
                                "boot",
                                run.boot(),
                                "seen",
                                numbers.there().stream()
                                        .map(one -> List.of(one.from(), one.until()))
                                        .toList())));
        return members;
    }

    /// Reads what [#members()] made.
    static Numbers of(@Nullable Object members) throws Unreadable {
        var numbers = new Numbers();
        if (!(members instanceof List<?> runs)) {
            throw new Unreadable("\"sources\" is a list");
        }
        for (Object one : runs) {
            if (!(one instanceof Map<?, ?> run
                    && run.get("source") instanceof String source
                    && run.get("boot") instanceof String boot
                    && run.get("seen") instanceof List<?> seen)) {
                throw new Unreadable("a source has \"source\", \"boot\" and \"seen\"");
            }
            var intervals = new Intervals();
            for (Object interval : seen) {
                if (!(interval instanceof List<?> pair
                        && pair.size() == 2
                        && pair.get(0) instanceof Long from
                        && pair.get(1) instanceof Long until)) {
                    throw new Unreadable("an interval is two numbers");
                }
                intervals.add(from, until);
            }
            numbers.seen.put(new Run(source, boot), intervals);
        }
        return numbers;
    }
}
