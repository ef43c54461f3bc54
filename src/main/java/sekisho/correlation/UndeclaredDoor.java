package sekisho.correlation;

import sekisho.correlation.Door.Named;

/// A fact names a door that the plan does not; found once for each door, where policy asks for it.
final class UndeclaredDoor {
    static final String NAME = "undeclared-door";

    private final Plans plans;
    private final Turn turn;

    UndeclaredDoor(Plans plans, Turn turn) {
        this.plans = plans;
        this.turn = turn;
    }

    void named(Door door, Zone zone, long at, long sequence) {
        Plan plan = plans.at(at, sequence);
        if (!plan.asksAboutDoors || plan.declares(door.id())) {
            return;
        }
        Named known = door.undeclared;
        if (known == null || at < known.at()) {
            door.undeclared = new Named(at, sequence, zone);
            if (known != null) {
                conclude(false, door, known);
            }
            conclude(true, door, door.undeclared);
        }
    }

    private void conclude(boolean raised, Door door, Named named) {
        boolean again = !turn.isInOrder();
        turn.conclude(
                raised, again, NAME, named.zone(), door.subject(), named.at(), named.sequence());
    }
}
