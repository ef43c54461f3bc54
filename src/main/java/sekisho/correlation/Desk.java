package sekisho.correlation;

import org.jspecify.annotations.Nullable;

/// Who visits: follows registrations and leavings, and carries what a late one changes to the
/// zones' tallies and to the rules that rest on them.
///
/// A visit that is registered again begins a new stay and ends the one before.
final class Desk {
    /// A stay became longer or shorter by a span.
    private record Change(Stay stay, long at, long sequence, long endAt, long endSequence, int by) {
        void count() {
            stay.zone().visits.change(at, sequence, endAt, endSequence, by);
        }

        void turned(Tally.Turned told) {
            stay.zone().visits.turned(at, sequence, endAt, endSequence, by, told);
        }
    }

    private final Turn turn;
    private final Rules rules;

    Desk(Turn turn, Rules rules) {
        this.turn = turn;
        this.rules = rules;
    }

    void registered(Visit visit, Stay stay) {
        Noted<Stay> log = visit.log;
        int i = log.add(stay.at(), stay.sequence(), Visit.REGISTERED, stay);
        if (i + 1 < log.size()) {
            stay.end(log.at(i + 1), log.sequence(i + 1));
        }
        Person escort = stay.escort();
        if (escort != null) {
            escort.duties().escorted.add(stay);
            if (stay.endAt() == Timeline.FOREVER) {
                escort.duties().escorting.add(stay);
            }
        }
        var opened =
                new Change(stay, stay.at(), stay.sequence(), stay.endAt(), stay.endSequence(), 1);
        opened.count();
        @Nullable Change closed = end(log.noteBefore(i), stay.at(), stay.sequence());
        if (turn.isInOrder()) {
            rules.unescorted.registered(stay);
        } else {
            touch(closed);
            touch(opened);
        }
        rules.overstay.registered(stay);
    }

    void left(Visit visit, long at, long sequence) {
        int i = visit.log.add(at, sequence, Visit.LEFT);
        @Nullable Change closed = end(visit.log.noteBefore(i), at, sequence);
        if (!turn.isInOrder()) {
            touch(closed);
        }
    }

    private static @Nullable Change end(@Nullable Stay stay, long at, long sequence) {
        if (stay == null) {
            return null;
        }
        var closed = new Change(stay, at, sequence, stay.endAt(), stay.endSequence(), -1);
        stay.end(at, sequence);
        closed.count();
        return closed;
    }

    private void touch(@Nullable Change change) {
        if (change == null) {
            return;
        }
        Stay stay = change.stay();
        Zone zone = stay.zone();
        change.turned((from, until) -> {
            rules.unloggedAtDoor.touched(zone, from, until);
            rules.unloggedByMotion.touched(zone, from, until);
            rules.mediaInEmptyZone.touched(zone, from, until);
        });
        rules.unescorted.touched(stay);
        rules.overstay.touched(stay);
    }
}
