package sekisho.correlation;

import org.jspecify.annotations.Nullable;

/// A vendor's visit is open, and the escort has not been inside for too long.
///
/// A case begins when the escort leaves, or with a registration while the escort is not inside.
final class UnescortedVisitor {
    static final String NAME = "unescorted-visitor";
    private static final int RAISED = 1;

    private final Plans plans;
    private final Turn turn;
    private final Deadlines.Lane<Stay> lane;

    UnescortedVisitor(Plans plans, Turn turn, Deadlines deadlines) {
        this.plans = plans;
        this.turn = turn;
        this.lane = deadlines.lane((stay, at, sequence) -> judge(stay, at, sequence, false));
    }

    void registered(Stay stay) {
        if (isAlone(stay, stay.at(), stay.sequence())) {
            lane.add(dueAt(stay.at(), stay.sequence()), stay, stay.at(), stay.sequence());
        }
    }

    /// Somebody has left a zone, and nothing that is known lies behind it.
    void left(Person person, Zone zone, long at, long sequence) {
        for (Stay stay : person.escorting()) {
            if (stay.zone() == zone) {
                lane.add(dueAt(at, sequence), stay, at, sequence);
            }
        }
    }

    /// A person's whereabouts have changed in a span.
    void touched(Person person, long from, long until) {
        for (Stay stay : person.escorted()) {
            if (stay.at() <= until && stay.endAt() >= from) {
                touched(stay);
            }
        }
    }

    /// A stay, or the whereabouts of its escort, have changed: what was found is judged again, and
    /// so is everything that may begin a case; but not what was over before the horizon, of which
    /// the evidence may be forgotten.
    void touched(Stay stay) {
        for (int i = stay.alone.size() - 1; i >= 0; i--) {
            if (mayChange(stay.alone.at(i), stay.alone.sequence(i))) {
                judge(stay, stay.alone.at(i), stay.alone.sequence(i), true);
            }
        }
        consider(stay, stay.at(), stay.sequence());
        Person escort = stay.escort();
        if (escort == null) {
            return;
        }
        Reads reads = escort.reads;
        int i = reads.behind(stay.at(), stay.sequence());
        for (; i < reads.size() && reads.at(i) <= stay.endAt(); i++) {
            consider(stay, reads.at(i), reads.sequence(i));
        }
    }

    private void consider(Stay stay, long at, long sequence) {
        if (!mayChange(at, sequence)) {
            return;
        }
        if (dueAt(at, sequence) < turn.clock()) {
            judge(stay, at, sequence, true);
        } else if (isAlone(stay, at, sequence)) {
            lane.add(dueAt(at, sequence), stay, at, sequence);
        }
    }

    private boolean mayChange(long at, long sequence) {
        return dueAt(at, sequence) >= turn.judgedFrom();
    }

    private void judge(Stay stay, long at, long sequence, boolean again) {
        int standing = stay.alone.find(at, sequence);
        boolean alone = isAlone(stay, at, sequence);
        if (alone == standing >= 0) {
            return;
        }
        if (alone) {
            stay.alone.add(at, sequence, RAISED);
        } else {
            stay.alone.remove(standing);
        }
        turn.conclude(
                alone,
                again,
                NAME,
                stay.zone(),
                stay.subjectWithEscort(),
                dueAt(at, sequence),
                sequence == stay.sequence()
                        ? new long[] {sequence}
                        : new long[] {sequence, stay.sequence()});
    }

    /// Whether the escort's absence begins at a point in the order and lasts, as far as is known.
    private boolean isAlone(Stay stay, long at, long sequence) {
        long due = dueAt(at, sequence);
        if (!stay.isVendor() || stay.endAt() <= due) {
            return false;
        }
        Person escort = stay.escort();
        if (escort == null) {
            return sequence == stay.sequence();
        }
        Reads reads = escort.reads;
        int next = reads.behind(at, sequence);
        if (sequence != stay.sequence() && !isLeaving(reads, next - 1, stay, sequence)) {
            return false;
        }
        for (int i = next - 1; i < reads.size() && (i < next || reads.at(i) <= due); i++) {
            @Nullable Place place = i < 0 ? null : reads.place(i);
            if (Place.isInside(place, stay.zone())) {
                return false;
            }
        }
        return true;
    }

    /// Whether a read ends the escort's presence during the stay.
    private static boolean isLeaving(Reads reads, int i, Stay stay, long sequence) {
        return i >= 0
                && reads.sequence(i) == sequence
                && reads.behind(stay.at(), stay.sequence()) <= i
                && Place.isInside(reads.placeBefore(i), stay.zone());
    }

    private long dueAt(long at, long sequence) {
        return at + plans.at(at, sequence).escortAway;
    }

    void save(Saving saving) {
        lane.save(saving.out(), saving::stay);
    }

    void load(Loading loading) {
        lane.load(loading.in(), loading::stay);
    }
}
