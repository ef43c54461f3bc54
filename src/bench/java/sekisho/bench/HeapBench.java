package sekisho.bench;

import sekisho.correlation.Correlator;
import sekisho.site.Site;

import java.lang.ref.Reference;

/// What the core holds in memory for a million people at ten thousand doors, in ten thousand zones:
/// the heap after a full collection, with the names of people, doors and zones.
final class HeapBench {
    private static final int DOORS = 10_000;
    private static final int PEOPLE_PER_ZONE = 100;
    private static final int MORE = 3_000_000;
    private static final double MIB = 1 << 20;

    private HeapBench() {}

    public static void main(String[] arguments) {
        Correlator correlator = Correlator.of(Site.undeclared(), CoreBench.openAllDay());
        double empty = heap();
        var traffic = new Traffic(DOORS, PEOPLE_PER_ZONE, 20);
        int opening = traffic.opening();
        judge(correlator, traffic, 0, opening);
        judge(correlator, traffic, opening, MORE);
        traffic = null;
        double later = heap();
        Reference.reachabilityFence(correlator);
        new Row("heap", "1M people, 10k doors", "%.0f MiB".formatted(later - empty), "", "")
                .note(
                        "after %,d facts; each person came in once, then %,d more",
                        opening + MORE, MORE)
                .print();
    }

    private static void judge(Correlator correlator, Traffic traffic, long from, long count) {
        for (long i = from + 1; i <= from + count; i++) {
            var fact = traffic.next();
            correlator.accept(i, fact.at(), fact, finding -> {});
        }
    }

    private static double heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) / MIB;
    }
}
