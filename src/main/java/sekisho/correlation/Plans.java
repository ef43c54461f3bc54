package sekisho.correlation;

import sekisho.site.Policy;
import sekisho.site.Site;

import java.util.Objects;
import java.util.function.ToLongFunction;

/// The plans that were in force, each from its adoption on: a case is judged by the plan at its
/// trigger.
final class Plans {
    private final Noted<Plan> adopted = new Noted<>();
    private Plan last;
    private long lastFrom = Long.MIN_VALUE;
    private long lastSequence = Long.MIN_VALUE;

    Plans(Site site, Policy policy) {
        last = new Plan(site, policy);
        adopted.add(Long.MIN_VALUE, Long.MIN_VALUE, 0, last);
    }

    void adopt(long at, long sequence, Plan plan) {
        adopted.add(at, sequence, 0, plan);
        remember();
    }

    private void remember() {
        int i = adopted.size() - 1;
        last = plan(i);
        lastFrom = adopted.at(i);
        lastSequence = adopted.sequence(i);
    }

    void save(StateWriter out) {
        adopted.save(out, plan -> Objects.requireNonNull(plan).save(out));
    }

    void load(StateReader in) {
        adopted.load(in, () -> Plan.load(in));
        remember();
    }

    /// The plan in force at a point in the order.
    Plan at(long at, long sequence) {
        if (at > lastFrom || (at == lastFrom && sequence >= lastSequence)) {
            return last;
        }
        return plan(adopted.behind(at, sequence) - 1);
    }

    /// The longest of a span over all plans: how far a fact can reach.
    long reach(ToLongFunction<Plan> span) {
        if (adopted.size() == 1) {
            return span.applyAsLong(last);
        }
        long longest = 0;
        for (int i = 0; i < adopted.size(); i++) {
            longest = Math.max(longest, span.applyAsLong(plan(i)));
        }
        return longest;
    }

    /// Whether any of the plans asks about doors that nobody declared.
    boolean askAboutDoors() {
        return reach(plan -> plan.asksAboutDoors ? 1 : 0) > 0;
    }

    /// Forgets plans that were replaced before a time.
    void forget(long before) {
        adopted.forget(before, 1);
    }

    @SuppressWarnings("NullAway") // every mark has a plan
    private Plan plan(int i) {
        return adopted.note(i);
    }
}
