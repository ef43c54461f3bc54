package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Where a person is: inside a zone and inside those around it that were entered before. Each place
/// exists once, so that places are compared by identity; nowhere is null.
final class Place {
    private final Zone zone;
    private final @Nullable Place outer;
    private final List<Place> inner = new ArrayList<>(0);

    private final int number;

    Place(int number, Zone zone, @Nullable Place outer) {
        this.number = number;
        this.zone = zone;
        this.outer = outer;
    }

    Zone zone() {
        return zone;
    }

    /// What is left after leaving the zone.
    @Nullable Place outer() {
        return outer;
    }

    /// Never 0, which is nowhere.
    int number() {
        return number;
    }

    /// The same place entered further, into a zone within; made by the evidence.
    List<Place> inner() {
        return inner;
    }

    /// Whether somebody at a place is inside a zone.
    static boolean isInside(@Nullable Place place, Zone zone) {
        for (Place one = place; one != null; one = one.outer) {
            if (one.zone == zone) {
                return true;
            }
        }
        return false;
    }

    /// What a read at a zone leaves of a place: the part that lies around the zone.
    static @Nullable Place around(@Nullable Place place, Zone zone, Plan plan) {
        Place one = place;
        while (one != null && !zone.liesWithin(one.zone, plan)) {
            one = one.outer;
        }
        return one;
    }
}
