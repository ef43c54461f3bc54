package sekisho.correlation;

import org.jspecify.annotations.Nullable;

/// Somebody entered a zone while inside some zone already. To enter a zone from the one around it
/// is not to enter twice.
final class EnteredTwice {
    static final String NAME = "entered-twice";
    private static final int RAISED = 1;

    private final Plans plans;
    private final Turn turn;

    EnteredTwice(Plans plans, Turn turn) {
        this.plans = plans;
        this.turn = turn;
    }

    void read(Person person, int i, boolean again) {
        Reads reads = person.reads;
        if (reads.kind(i) != Reads.IN) {
            return;
        }
        boolean twice = isTwice(reads, i);
        if (twice != reads.stands(i, RAISED)) {
            reads.setStanding(i, RAISED, twice);
            long before = i == 0 ? reads.sequence(i) : reads.sequence(i - 1);
            turn.conclude(
                    twice,
                    again,
                    NAME,
                    reads.zone(i),
                    person.subject(),
                    reads.at(i),
                    reads.sequence(i),
                    before);
        }
    }

    private boolean isTwice(Reads reads, int i) {
        @Nullable Place before = reads.placeBefore(i);
        if (before == null) {
            return false;
        }
        Plan plan = plans.at(reads.at(i), reads.sequence(i));
        return !reads.zone(i).liesWithin(before.zone(), plan);
    }
}
