package sekisho.bench;

import sekisho.site.Fact;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/// Traffic as it arrives: in order, or with a share of it up to four hours late.
final class Stream {
    private static final long LATE_MILLIS_MAX = 4 * 3_600_000;

    /// Facts in order of arrival.
    record Arrivals(Fact[] facts, Instant[] recordedAt) {
        int size() {
            return facts.length;
        }
    }

    private record Late(Instant recordedAt, Fact fact) {}

    private final Traffic traffic;
    private final double share;
    private final Random random = new Random(7);
    private final PriorityQueue<Late> late =
            new PriorityQueue<>(Comparator.comparing(Late::recordedAt));
    private Fact next;

    /// @param share of the facts that come late, from 0 to 1
    Stream(Traffic traffic, double share) {
        this.traffic = traffic;
        this.share = share;
        this.next = traffic.next();
    }

    /// The next so many.
    Arrivals take(int count) {
        var arrivals = new Arrivals(new Fact[count], new Instant[count]);
        for (int i = 0; i < count; i++) {
            take(arrivals, i);
        }
        return arrivals;
    }

    private void take(Arrivals into, int i) {
        while (random.nextDouble() < share) {
            late.add(new Late(next.at().plusMillis(random.nextLong(LATE_MILLIS_MAX)), next));
            next = traffic.next();
        }
        Late first = late.peek();
        if (first != null && first.recordedAt().isBefore(next.at())) {
            into.facts[i] = first.fact();
            into.recordedAt[i] = first.recordedAt();
            late.remove();
        } else {
            into.facts[i] = next;
            into.recordedAt[i] = next.at();
            next = traffic.next();
        }
    }
}
