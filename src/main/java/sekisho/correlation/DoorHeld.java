package sekisho.correlation;

/// A door was opened and not closed again in time.
final class DoorHeld {
    static final String NAME = "door-held";
    private static final int RAISED = 4;

    private final Plans plans;
    private final Turn turn;
    private final Deadlines.Lane<Door> lane;

    DoorHeld(Plans plans, Turn turn, Deadlines deadlines) {
        this.plans = plans;
        this.turn = turn;
        this.lane = deadlines.lane(this::decide);
    }

    void opened(Door door, int i) {
        door.heldSince = door.log.sequence(i);
        door.held = lane.add(dueAt(door, i), door, door.log.at(i), door.heldSince);
    }

    /// Nothing that is known lies behind a closing: the opening before it needs no deadline if this
    /// meets it.
    void shut(Door door, int by) {
        Timeline log = door.log;
        int i = by - 1;
        while (i >= 0 && log.kind(i) != Door.OPENED) {
            i--;
        }
        if (i >= 0
                && log.sequence(i) == door.heldSince
                && log.at(i) < log.at(by)
                && log.at(by) <= dueAt(door, i)) {
            lane.meet(door.held);
        }
    }

    /// Another plan may have other limits for what was closed in time.
    void planAdopted() {
        lane.doubt();
    }

    /// A closing came in behind deadlines that it meets.
    void closed(Door door, int by) {
        Timeline log = door.log;
        long from = log.at(by) - plans.reach(plan -> plan.heldAfter);
        for (int i = log.from(from); i < log.size() && log.at(i) < log.at(by); i++) {
            if (log.kind(i) == Door.OPENED && dueAt(door, i) < turn.clock()) {
                judge(door, i, true);
            }
        }
    }

    private void decide(Door door, long at, long sequence) {
        int i = door.log.find(at, sequence);
        if (i >= 0) {
            judge(door, i, false);
        }
    }

    private void judge(Door door, int i, boolean again) {
        long due = dueAt(door, i);
        boolean held = isHeld(door.log, i, due);
        if (held != door.log.stands(i, RAISED)) {
            door.log.setStanding(i, RAISED, held);
            turn.conclude(
                    held, again, NAME, door.zone(i), door.subject(), due, door.log.sequence(i));
        }
    }

    private static boolean isHeld(Timeline log, int opening, long due) {
        for (int i = opening + 1; i < log.size() && log.at(i) <= due; i++) {
            if (log.kind(i) == Door.CLOSED && log.at(i) > log.at(opening)) {
                return false;
            }
        }
        return true;
    }

    private long dueAt(Door door, int i) {
        long at = door.log.at(i);
        return at + plans.at(at, door.log.sequence(i)).heldAfter;
    }

    void save(Saving saving) {
        lane.save(saving.out(), saving::door);
    }

    void load(Loading loading) {
        lane.load(loading.in(), loading::door);
    }
}
