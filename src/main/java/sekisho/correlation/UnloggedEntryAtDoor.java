package sekisho.correlation;

/// A door was opened, and around that moment neither a granted read at it nor a visit open in its
/// zone says why.
///
/// At a door that is read on one side only, a request to exit says why, too.
final class UnloggedEntryAtDoor {
    static final String NAME = "unlogged-entry";
    private static final int RAISED = 1;

    private final Plans plans;
    private final Turn turn;
    private final Deadlines.Lane<Door> lane;

    UnloggedEntryAtDoor(Plans plans, Turn turn, Deadlines deadlines) {
        this.plans = plans;
        this.turn = turn;
        this.lane = deadlines.lane(this::decide);
    }

    /// An opening that is explained needs no deadline: only late evidence can take the explanation
    /// away, and that asks again.
    void opened(Door door, int i) {
        if (isUnlogged(door, i)) {
            lane.add(dueAt(door, i), door, door.log.at(i), door.log.sequence(i));
        }
    }

    /// Something that may explain openings has changed in a span of a door's time.
    void touched(Door door, long from, long until) {
        Timeline log = door.log;
        long reach = plans.reach(plan -> plan.explainedWithin);
        for (int i = log.from(from - reach); i < log.size() && log.at(i) <= until + reach; i++) {
            if (log.kind(i) != Door.OPENED) {
                continue;
            }
            if (dueAt(door, i) < turn.clock()) {
                judge(door, i, true);
            } else {
                opened(door, i);
            }
        }
    }

    /// Visits have changed in a span of a zone's time.
    void touched(Zone zone, long from, long until) {
        for (Door door : zone.doors) {
            touched(door, from, until);
        }
    }

    private void decide(Door door, long at, long sequence) {
        int i = door.log.find(at, sequence);
        if (i >= 0) {
            judge(door, i, false);
        }
    }

    private void judge(Door door, int i, boolean again) {
        boolean unlogged = isUnlogged(door, i);
        if (unlogged != door.log.stands(i, RAISED)) {
            door.log.setStanding(i, RAISED, unlogged);
            turn.conclude(
                    unlogged,
                    again,
                    NAME,
                    door.zone(i),
                    door.subject(),
                    dueAt(door, i),
                    door.log.sequence(i));
        }
    }

    private boolean isUnlogged(Door door, int i) {
        long at = door.log.at(i);
        Plan plan = plans.at(at, door.log.sequence(i));
        long from = at - plan.explainedWithin;
        long until = at + plan.explainedWithin;
        return !door.has(Door.GRANTED, from, i, until)
                && !door.zone(i).visits.isAnyWithin(from, until)
                && !(door.has(Door.EXIT, from, i, until) && plan.explainsByExit(door.id()));
    }

    private long dueAt(Door door, int i) {
        long at = door.log.at(i);
        return at + plans.at(at, door.log.sequence(i)).explainedWithin;
    }

    void save(Saving saving) {
        lane.save(saving.out(), saving::door);
    }

    void load(Loading loading) {
        lane.load(loading.in(), loading::door);
    }
}
