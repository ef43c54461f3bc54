package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.DoorId;
import sekisho.site.PersonId;

import java.util.HashMap;
import java.util.Map;

/// One loading of everything: finds what is referred to. See [Saving].
final class Loading {
    private final StateReader in;
    private final Evidence evidence;
    private final Map<Long, Stay> stays = new HashMap<>();

    Loading(StateReader in, Evidence evidence) {
        this.in = in;
        this.evidence = evidence;
    }

    StateReader in() {
        return in;
    }

    Evidence evidence() {
        return evidence;
    }

    Zone zone() {
        return evidence.zone(count());
    }

    @Nullable Zone zoneOrNone() {
        int number = count();
        return number < 0 ? null : evidence.zone(number);
    }

    Door door() {
        return evidence.door(new DoorId(in.text()));
    }

    @Nullable Person personOrNone() {
        String name = in.textOrNone();
        return name == null ? null : evidence.person(new PersonId(name));
    }

    Person escort(String name, boolean known) {
        var id = new PersonId(name);
        return known ? evidence.person(id) : new Person("person", name, evidence);
    }

    int count() {
        return Math.toIntExact(in.number());
    }

    Stay stay() {
        long sequence = in.number();
        Stay stay = stays.get(sequence);
        if (stay == null) {
            stay = Stay.load(this, sequence);
            stays.put(sequence, stay);
        }
        return stay;
    }

    @Nullable Stay stayOrNone() {
        return in.flag() ? stay() : null;
    }
}
