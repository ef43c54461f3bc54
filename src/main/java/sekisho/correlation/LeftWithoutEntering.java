package sekisho.correlation;

/// Somebody left a zone that they were not inside of, as far as the log knows.
final class LeftWithoutEntering {
    static final String NAME = "left-without-entering";
    private static final int RAISED = 2;

    private final Turn turn;

    LeftWithoutEntering(Turn turn) {
        this.turn = turn;
    }

    void read(Person person, int i, boolean again) {
        Reads reads = person.reads;
        if (reads.kind(i) != Reads.OUT) {
            return;
        }
        boolean without = !Place.isInside(reads.placeBefore(i), reads.zone(i));
        if (without != reads.stands(i, RAISED)) {
            reads.setStanding(i, RAISED, without);
            turn.conclude(
                    without,
                    again,
                    NAME,
                    reads.zone(i),
                    person.subject(),
                    reads.at(i),
                    i == 0
                            ? new long[] {reads.sequence(i)}
                            : new long[] {reads.sequence(i), reads.sequence(i - 1)});
        }
    }
}
