package sekisho.app;

import sekisho.site.Finding;
import sekisho.site.Finding.FindingRaised;

import java.io.PrintWriter;
import java.util.Map;
import java.util.TreeMap;

/// What a replay found, by rule, as a table.
final class ReplaySummary {
    private static final class Count {
        long raised;
        long late;
        long withdrawn;
    }

    private final Map<String, Count> counts = new TreeMap<>();

    void add(Finding finding) {
        Count count = counts.computeIfAbsent(finding.rule(), rule -> new Count());
        if (finding instanceof FindingRaised raised) {
            count.raised++;
            count.late += raised.late() ? 1 : 0;
        } else {
            count.withdrawn++;
        }
    }

    void print(PrintWriter err, Replay replay, long unjudged, double seconds) {
        String row = "%-24s %12s %12s %12s %12s%n";
        err.printf(row, "rule", "raised", "of them late", "withdrawn", "stands");
        counts.forEach((rule, count) ->
                err.printf(
                        row,
                        rule,
                        number(count.raised),
                        number(count.late),
                        number(count.withdrawn),
                        number(count.raised - count.withdrawn)));
        err.println();
        err.printf("%-24s %12s%n", "entries", number(replay.entries()));
        err.printf("%-24s %12s%n", "second deliveries", number(replay.duplicates()));
        err.printf("%-24s %12s%n", "unreadable lines", number(replay.unreadable()));
        err.printf("%-24s %12s%n", "too old to be judged", number(unjudged));
        err.printf("%-24s %12.2f%n", "seconds", seconds);
        err.printf(
                "%-24s %12s%n",
                "entries per second", number(Math.round(replay.entries() / seconds)));
        err.flush();
    }

    private static String number(long number) {
        return "%,d".formatted(number);
    }
}
