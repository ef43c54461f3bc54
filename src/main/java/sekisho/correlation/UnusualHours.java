package sekisho.correlation;

import org.jspecify.annotations.Nullable;

/// Somebody entered a zone outside its usual hours. Nothing that comes in later can change that.
final class UnusualHours {
    static final String NAME = "unusual-hours";

    private final Plans plans;
    private final Turn turn;

    UnusualHours(Plans plans, Turn turn) {
        this.plans = plans;
        this.turn = turn;
    }

    void entered(@Nullable Person person, Zone zone, Door door, long at, long sequence) {
        if (!zone.hours(plans.at(at, sequence)).include(at)) {
            turn.conclude(
                    true,
                    false,
                    NAME,
                    zone,
                    person == null ? door.subject() : person.subject(),
                    at,
                    sequence);
        }
    }
}
