package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Who is where: follows granted reads, and carries what a late one changes to the reads behind it,
/// to the zones' tallies and to the rules that rest on them.
final class Presence {
    private final Plans plans;
    private final Turn turn;
    private final Rules rules;
    private final List<@Nullable Place> before = new ArrayList<>();

    Presence(Plans plans, Turn turn, Rules rules) {
        this.plans = plans;
        this.turn = turn;
        this.rules = rules;
    }

    /// Takes a granted read and returns its place among the person's.
    int read(Person person, int direction, Zone zone, long at, long sequence) {
        int i = person.reads.add(at, sequence, direction, zone);
        if (turn.isInOrder()) {
            @Nullable Place old = person.reads.placeBefore(i);
            follow(person, i, old);
            rules.enteredTwice.read(person, i, false);
            rules.leftWithoutEntering.read(person, i, false);
            left(person, i, old);
        } else {
            int end = followAll(person, i);
            for (int k = i; k < end; k++) {
                rules.enteredTwice.read(person, k, k > i);
                rules.leftWithoutEntering.read(person, k, k > i);
            }
            for (int k = i; k < end; k++) {
                touch(person, k, before.get(k - i));
            }
        }
        return i;
    }

    /// Follows a late read and every read behind it until one leads where it led before; returns
    /// the end of those whose past has changed.
    private int followAll(Person person, int first) {
        Reads reads = person.reads;
        before.clear();
        int i = first;
        while (i < reads.size()) {
            @Nullable Place old = i == first ? reads.placeBefore(i) : reads.place(i);
            before.add(old);
            follow(person, i, old);
            if (reads.place(i++) == old) {
                break;
            }
        }
        return i;
    }

    /// Finds where one read leads, and counts the person there instead of at the old place.
    private void follow(Person person, int i, @Nullable Place old) {
        Reads reads = person.reads;
        @Nullable Place now = reads.lead(i, plans.at(reads.at(i), reads.sequence(i)));
        reads.set(i, now);
        if (now == old) {
            return;
        }
        for (Place one = old; one != null; one = one.outer()) {
            if (!Place.isInside(now, one.zone())) {
                count(one.zone(), reads, i, -1);
            }
        }
        for (Place one = now; one != null; one = one.outer()) {
            if (!Place.isInside(old, one.zone())) {
                count(one.zone(), reads, i, 1);
            }
        }
    }

    private static void count(Zone zone, Reads reads, int i, int by) {
        boolean last = i + 1 == reads.size();
        zone.people.change(
                reads.at(i),
                reads.sequence(i),
                last ? Timeline.FOREVER : reads.at(i + 1),
                last ? 0 : reads.sequence(i + 1),
                by);
    }

    private void left(Person person, int i, @Nullable Place old) {
        if (person.escorting().isEmpty()) {
            return;
        }
        Reads reads = person.reads;
        for (Place one = old; one != null; one = one.outer()) {
            if (!Place.isInside(reads.place(i), one.zone())) {
                rules.unescorted.left(person, one.zone(), reads.at(i), reads.sequence(i));
            }
        }
    }

    private void touch(Person person, int i, @Nullable Place old) {
        Reads reads = person.reads;
        @Nullable Place now = reads.place(i);
        if (now == old) {
            return;
        }
        for (Place one = old; one != null; one = one.outer()) {
            if (!Place.isInside(now, one.zone())) {
                touch(one.zone(), reads, i, -1);
            }
        }
        for (Place one = now; one != null; one = one.outer()) {
            if (!Place.isInside(old, one.zone())) {
                touch(one.zone(), reads, i, 1);
            }
        }
        boolean last = i + 1 == reads.size();
        rules.unescorted.touched(person, reads.at(i), last ? Timeline.FOREVER : reads.at(i + 1));
    }

    private void touch(Zone zone, Reads reads, int i, int by) {
        boolean last = i + 1 == reads.size();
        long endAt = last ? Timeline.FOREVER : reads.at(i + 1);
        long endSequence = last ? 0 : reads.sequence(i + 1);
        zone.people.turned(
                reads.at(i),
                reads.sequence(i),
                endAt,
                endSequence,
                by,
                (from, until) -> {
                    rules.unloggedByMotion.touched(zone, from, until);
                    rules.mediaInEmptyZone.touched(zone, from, until);
                });
        rules.unauthorisedMedia.touched(zone, reads.at(i), endAt);
    }
}
