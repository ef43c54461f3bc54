package sekisho.correlation;

/// Too many denials at one door in a short time, counted since the last grant there or the last
/// such finding.
final class RepeatedDenial {
    static final String NAME = "repeated-denial";
    private static final int RAISED = 1;

    private final Plans plans;
    private final Turn turn;

    RepeatedDenial(Plans plans, Turn turn) {
        this.plans = plans;
        this.turn = turn;
    }

    void denied(Door door, int i) {
        judge(door, i, false);
    }

    /// A denial or a grant came in before other denials. A finding starts the count anew, so that
    /// each change reaches the denials behind it, until a span has passed without one.
    void touched(Door door, int by) {
        Timeline log = door.log;
        long reach = plans.reach(plan -> plan.denialsWithin);
        long until = log.at(by) + reach;
        for (int i = by + 1; i < log.size() && log.at(i) <= until; i++) {
            if (log.kind(i) == Door.DENIED && judge(door, i, true)) {
                until = log.at(i) + reach;
            }
        }
    }

    private boolean judge(Door door, int i, boolean again) {
        Timeline log = door.log;
        Plan plan = plans.at(log.at(i), log.sequence(i));
        var counted = new long[plan.denials];
        boolean tooMany = count(log, i, log.at(i) - plan.denialsWithin, counted);
        if (tooMany == log.stands(i, RAISED)) {
            return false;
        }
        log.setStanding(i, RAISED, tooMany);
        turn.conclude(tooMany, again, NAME, door.zone(i), door.subject(), log.at(i), counted);
        return true;
    }

    /// Collects the denials up to one of them, the last first; whether there are enough.
    private static boolean count(Timeline log, int last, long from, long[] counted) {
        int count = 0;
        for (int i = last; i >= 0 && log.at(i) >= from; i--) {
            if (log.kind(i) == Door.GRANTED) {
                return false;
            }
            if (log.kind(i) == Door.DENIED) {
                if (i < last && log.stands(i, RAISED)) {
                    return false;
                }
                counted[count++] = log.sequence(i);
                if (count == counted.length) {
                    return true;
                }
            }
        }
        return false;
    }
}
