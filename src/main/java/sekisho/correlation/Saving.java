package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.PersonId;

import java.util.HashSet;
import java.util.Set;

/// One saving of everything: how things that are known refer to each other. What has a name is
/// referred to by it; a stay by its registration, and is written whole where it comes first.
final class Saving {
    private final StateWriter out;
    private final Evidence evidence;
    private final Set<Long> stays = new HashSet<>();

    Saving(StateWriter out, Evidence evidence) {
        this.out = out;
        this.evidence = evidence;
    }

    StateWriter out() {
        return out;
    }

    void zone(Zone zone) {
        out.number(zone.number());
    }

    void zoneOrNone(@Nullable Zone zone) {
        out.number(zone == null ? -1 : zone.number());
    }

    void door(Door door) {
        out.text(door.name());
    }

    void personOrNone(@Nullable Person person) {
        out.textOrNone(person == null ? null : person.name());
    }

    /// Whether somebody is still known; of others only the name is left.
    boolean isKnown(Person person) {
        return evidence.known(new PersonId(person.name())) == person;
    }

    void stay(Stay stay) {
        out.number(stay.sequence());
        if (stays.add(stay.sequence())) {
            stay.save(this);
        }
    }

    void stayOrNone(@Nullable Stay stay) {
        out.flag(stay != null);
        if (stay != null) {
            stay(stay);
        }
    }
}
