package sekisho.correlation;

/// A visit is still open some time after the visitor meant to leave.
final class Overstay {
    static final String NAME = "overstay";

    private final Plans plans;
    private final Turn turn;
    private final Deadlines.Lane<Stay> lane;

    Overstay(Plans plans, Turn turn, Deadlines deadlines) {
        this.plans = plans;
        this.turn = turn;
        this.lane = deadlines.lane((stay, at, sequence) -> judge(stay, false));
    }

    void registered(Stay stay) {
        if (stay.plannedExit() != Timeline.FOREVER) {
            lane.add(dueAt(stay), stay, stay.at(), stay.sequence());
        }
    }

    /// The end of a stay has changed.
    void touched(Stay stay) {
        if (stay.plannedExit() != Timeline.FOREVER && dueAt(stay) < turn.clock()) {
            judge(stay, true);
        }
    }

    private void judge(Stay stay, boolean again) {
        long due = dueAt(stay);
        boolean open = stay.endAt() > due;
        if (open != stay.overstayed) {
            stay.overstayed = open;
            turn.conclude(open, again, NAME, stay.zone(), stay.subject(), due, stay.sequence());
        }
    }

    /// Who is registered when the time has passed already has stayed too long at once.
    private long dueAt(Stay stay) {
        long patience = plans.at(stay.at(), stay.sequence()).overstay;
        return Math.max(stay.at(), stay.plannedExit() + patience);
    }

    void save(Saving saving) {
        lane.save(saving.out(), saving::stay);
    }

    void load(Loading loading) {
        lane.load(loading.in(), loading::stay);
    }
}
