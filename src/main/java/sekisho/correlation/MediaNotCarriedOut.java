package sekisho.correlation;

import java.util.ArrayList;
import java.util.List;

/// Somebody left a zone into which they had carried a medium that nobody has carried out since.
final class MediaNotCarriedOut {
    static final String NAME = "media-not-carried-out";
    private static final int RAISED = 4;

    private final Turn turn;

    MediaNotCarriedOut(Turn turn) {
        this.turn = turn;
    }

    void read(Person person, int i, boolean again) {
        Reads reads = person.reads;
        if (reads.kind(i) != Reads.OUT || person.carried().isEmpty()) {
            return;
        }
        List<Long> held = held(person, reads.zone(i), reads.at(i), reads.sequence(i));
        if (held.isEmpty() == reads.stands(i, RAISED)) {
            reads.setStanding(i, RAISED, !held.isEmpty());
            held.addFirst(reads.sequence(i));
            turn.conclude(
                    held.size() > 1,
                    again,
                    NAME,
                    reads.zone(i),
                    person.subject(),
                    reads.at(i),
                    held.stream().mapToLong(Long::longValue).toArray());
        }
    }

    /// What a person holds in a zone has changed in a span.
    void touched(Person person, Zone zone, long from, long until) {
        Reads reads = person.reads;
        for (int i = reads.from(from); i < reads.size() && reads.at(i) <= until; i++) {
            if (reads.zone(i) == zone) {
                read(person, i, true);
            }
        }
    }

    private static List<Long> held(Person person, Zone zone, long at, long sequence) {
        var held = new ArrayList<Long>();
        for (Carries carries : person.carried()) {
            if (carries.zone() == zone) {
                long since = carries.heldSince(person, at, sequence);
                if (since >= 0) {
                    held.add(since);
                }
            }
        }
        return held;
    }
}
