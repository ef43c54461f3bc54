package sekisho.correlation;

import java.util.Map;

/// Somebody moved in a zone, and around that moment nobody with a card was inside and no visit was
/// open.
final class UnloggedEntryByMotion {
    static final String NAME = "unlogged-entry";
    private static final int RAISED = 1;

    private final Plans plans;
    private final Turn turn;
    private final Deadlines.Lane<Zone> lane;

    UnloggedEntryByMotion(Plans plans, Turn turn, Deadlines deadlines) {
        this.plans = plans;
        this.turn = turn;
        this.lane = deadlines.lane(this::decide);
    }

    /// A motion that is explained needs no deadline: only late evidence can take the explanation
    /// away, and that asks again.
    void moved(Zone zone, int i) {
        if (isUnlogged(zone, i)) {
            lane.add(dueAt(zone, i), zone, zone.motions.at(i), zone.motions.sequence(i));
        }
    }

    /// People or visits have changed in a span of a zone's time.
    void touched(Zone zone, long from, long until) {
        Timeline motions = zone.motions;
        long reach = plans.reach(plan -> plan.explainedWithin);
        int i = motions.from(from - reach);
        for (; i < motions.size() && motions.at(i) <= until + reach; i++) {
            if (dueAt(zone, i) < turn.clock()) {
                judge(zone, i, true);
            } else {
                moved(zone, i);
            }
        }
    }

    private void decide(Zone zone, long at, long sequence) {
        int i = zone.motions.find(at, sequence);
        if (i >= 0) {
            judge(zone, i, false);
        }
    }

    private void judge(Zone zone, int i, boolean again) {
        boolean unlogged = isUnlogged(zone, i);
        if (unlogged != zone.motions.stands(i, RAISED)) {
            zone.motions.setStanding(i, RAISED, unlogged);
            turn.conclude(
                    unlogged,
                    again,
                    NAME,
                    zone,
                    Map.of("zone", zone.id().value()),
                    dueAt(zone, i),
                    zone.motions.sequence(i));
        }
    }

    private boolean isUnlogged(Zone zone, int i) {
        long at = zone.motions.at(i);
        long within = plans.at(at, zone.motions.sequence(i)).explainedWithin;
        return !zone.people.isAnyWithin(at - within, at + within)
                && !zone.visits.isAnyWithin(at - within, at + within);
    }

    private long dueAt(Zone zone, int i) {
        long at = zone.motions.at(i);
        return at + plans.at(at, zone.motions.sequence(i)).explainedWithin;
    }

    void save(Saving saving) {
        lane.save(saving.out(), saving::zone);
    }

    void load(Loading loading) {
        lane.load(loading.in(), loading::zone);
    }
}
