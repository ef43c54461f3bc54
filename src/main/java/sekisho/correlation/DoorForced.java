package sekisho.correlation;

/// A door was opened, and shortly before neither a granted read nor a request to exit had released
/// it.
final class DoorForced {
    static final String NAME = "door-forced";
    private static final int RAISED = 2;

    private final Plans plans;
    private final Turn turn;

    DoorForced(Plans plans, Turn turn) {
        this.plans = plans;
        this.turn = turn;
    }

    void opened(Door door, int i) {
        judge(door, i, false);
    }

    /// A read or a request to exit came in behind what it released.
    void released(Door door, int by) {
        Timeline log = door.log;
        long until = log.at(by) + plans.reach(plan -> plan.releasedWithin);
        for (int i = by + 1; i < log.size() && log.at(i) <= until; i++) {
            if (log.kind(i) == Door.OPENED) {
                judge(door, i, true);
            }
        }
    }

    private void judge(Door door, int i, boolean again) {
        boolean forced = isForced(door, i);
        if (forced != door.log.stands(i, RAISED)) {
            door.log.setStanding(i, RAISED, forced);
            turn.conclude(
                    forced,
                    again,
                    NAME,
                    door.zone(i),
                    door.subject(),
                    door.log.at(i),
                    door.log.sequence(i));
        }
    }

    private boolean isForced(Door door, int opening) {
        Timeline log = door.log;
        long at = log.at(opening);
        long from = at - plans.at(at, log.sequence(opening)).releasedWithin;
        for (int i = opening - 1; i >= 0 && log.at(i) >= from; i--) {
            if (log.kind(i) == Door.GRANTED || log.kind(i) == Door.EXIT) {
                return false;
            }
        }
        return true;
    }
}
