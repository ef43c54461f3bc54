package sekisho.simulation;

import sekisho.correlation.Correlator;
import sekisho.site.Finding;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Policy;
import sekisho.site.Site;
import sekisho.snapshot.Restarted;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// The findings of one run of the core over a journal, in order of decision.
record Judged(List<Finding> findings, long unjudged) {

    /// Entry by entry, as a replay does it.
    static Judged replayed(Site site, Policy policy, List<Arrival> journal) {
        var run = new Run(site, policy);
        for (Arrival arrival : journal) {
            run.accept(arrival);
        }
        return run.end(end(journal));
    }

    /// The same with ticks of the clock in between, at random moments, as a station does it.
    static Judged live(Site site, Policy policy, List<Arrival> journal, Random random) {
        var run = new Run(site, policy);
        long now = Long.MIN_VALUE;
        for (Arrival arrival : journal) {
            long next = arrival.recordedAt().toEpochMilli();
            while (now != Long.MIN_VALUE && now < next && random.nextBoolean()) {
                now += random.nextLong(next - now) + 1;
                run.elapse(now);
            }
            Instant due = run.correlator.dueAt();
            if (due != null && !due.isAfter(arrival.recordedAt()) && random.nextBoolean()) {
                run.elapse(due.toEpochMilli());
            }
            run.accept(arrival);
            now = next;
        }
        return run.end(end(journal));
    }

    /// As a station does it that is stopped and started again at random moments, each time from
    /// what it had written down.
    static Judged restarted(Site site, Policy policy, List<Arrival> journal, Random random) {
        var run = new Run(site, policy);
        for (Arrival arrival : journal) {
            if (random.nextInt(8) == 0) {
                run.restart();
            }
            if (random.nextInt(4) == 0) {
                run.elapse(arrival.recordedAt().toEpochMilli());
            }
            run.accept(arrival);
        }
        run.restart();
        return run.end(end(journal));
    }

    /// The journal in order of event time, as if everything had arrived when it happened.
    static Judged inOrder(Site site, Policy policy, List<Arrival> journal) {
        List<Arrival> sorted = new ArrayList<>(journal);
        sorted.sort(Comparator.comparing(Arrival::at).thenComparing(Arrival::sequence));
        var run = new Run(site, policy);
        for (Arrival arrival : sorted) {
            run.accept(new Arrival(arrival.sequence(), arrival.fact().at(), arrival.fact()));
        }
        return run.end(end(journal));
    }

    /// What stands in the end.
    Set<Found> standing() {
        var standing = new LinkedHashSet<Found>();
        for (Finding finding : findings) {
            Found found = Found.of(finding);
            if (finding instanceof FindingRaised) {
                if (!standing.add(found)) {
                    throw new AssertionError("raised twice: " + found + " in " + findings);
                }
            } else if (!standing.remove(found)) {
                throw new AssertionError("withdrawn without standing: " + found);
            }
        }
        return standing;
    }

    private static Instant end(List<Arrival> journal) {
        Instant end = Instant.EPOCH;
        for (Arrival arrival : journal) {
            end = end.isBefore(arrival.recordedAt()) ? arrival.recordedAt() : end;
            end = end.isBefore(arrival.fact().at()) ? arrival.fact().at() : end;
        }
        return end;
    }

    private static final class Run {
        private Correlator correlator;
        private final List<Finding> findings = new ArrayList<>();

        Run(Site site, Policy policy) {
            correlator = Correlator.of(site, policy);
        }

        void accept(Arrival arrival) {
            correlator.accept(
                    arrival.sequence(), arrival.recordedAt(), arrival.fact(), findings::add);
        }

        void elapse(long now) {
            correlator.elapse(Instant.ofEpochMilli(now), findings::add);
        }

        void restart() {
            correlator = Restarted.of(correlator);
        }

        Judged end(Instant end) {
            correlator.elapse(end.plusMillis(1), findings::add);
            return new Judged(findings, correlator.unjudged());
        }
    }
}
