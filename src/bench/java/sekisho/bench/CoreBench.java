package sekisho.bench;

import sekisho.correlation.Correlator;
import sekisho.site.Fact;
import sekisho.site.Hours;
import sekisho.site.Policy;
import sekisho.site.Site;

import java.time.Instant;

/// The core alone: all rules, decoded facts in memory, one thread.
///
/// Its state is steady: everybody has been in once, and four rounds have warmed it up, before the
/// rounds that count. Rounds follow each other in one stream, so the state is that of hours.
public final class CoreBench {
    private static final int ROUNDS = 7;
    private static final int WARM_UP = 4;
    private static final int FACTS = 500_000;

    private final Correlator correlator = Correlator.of(Site.undeclared(), openAllDay());
    private long sequence;
    private long findings;

    private CoreBench() {}

    /// @param arguments how many zones, which share of the facts comes late
    public static void main(String[] arguments) {
        int zones = Integer.parseInt(arguments[0]);
        double late = Double.parseDouble(arguments[1]);
        new CoreBench().run(zones, late);
    }

    private void run(int zones, double share) {
        var traffic = new Traffic(zones);
        var stream = new Stream(traffic, share);
        for (int rest = traffic.opening(); rest > 0; rest -= FACTS) {
            judge(stream.take(Math.min(rest, FACTS)));
        }
        for (int i = 0; i < WARM_UP; i++) {
            judge(stream.take(FACTS));
        }
        findings = 0;
        var times = new Times(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            Stream.Arrivals arrivals = stream.take(FACTS);
            times.round(() -> judge(arrivals));
        }
        String what = "%,d zones".formatted(zones) + (share > 0 ? ", 5 % late" : "");
        Row.rate("core", what, FACTS, times.thread())
                .note(
                        "%d ns with collector; %,d findings",
                        times.process() / FACTS, findings / ROUNDS)
                .print();
    }

    /// The default policy, but no entry is unusual: rounds at night must cost what rounds by day
    /// do.
    public static Policy openAllDay() {
        Policy usual = Policy.DEFAULT;
        return new Policy(
                usual.explainedWithin(),
                usual.escortAway(),
                usual.overstay(),
                usual.releasedWithin(),
                usual.heldAfter(),
                usual.silentIntervals(),
                usual.denials(),
                usual.denialsWithin(),
                Hours.ALWAYS,
                usual.rejudged(),
                usual.undeclared());
    }

    private void judge(Stream.Arrivals arrivals) {
        for (int i = 0; i < arrivals.size(); i++) {
            if (i % Correlator.FORESEEN == 0) {
                foresee(arrivals.facts(), i, Math.min(i + Correlator.FORESEEN, arrivals.size()));
            }
            Instant recordedAt = arrivals.recordedAt()[i];
            correlator.accept(++sequence, recordedAt, arrivals.facts()[i], finding -> findings++);
        }
    }

    private void foresee(Fact[] facts, int from, int until) {
        for (int i = from; i < until; i++) {
            correlator.foresee(facts[i]);
        }
    }
}
