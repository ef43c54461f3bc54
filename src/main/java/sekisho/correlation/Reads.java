package sekisho.correlation;

import org.jspecify.annotations.Nullable;

/// A person's granted reads: at which zone, and where the person is from there on.
final class Reads extends Timeline {
    static final int IN = 1;
    static final int OUT = 2;
    private static final int PLACE_SHIFT = 32;

    private final Evidence evidence;

    Reads(Evidence evidence) {
        super(true);
        this.evidence = evidence;
    }

    /// The zone to which a read belongs.
    Zone zone(int i) {
        return evidence.zone((int) number(i));
    }

    /// Where the person is from a read on; null for nowhere.
    @Nullable Place place(int i) {
        int place = (int) (number(i) >> PLACE_SHIFT);
        return place == 0 ? null : evidence.place(place);
    }

    /// Where the person is just before a read; null for nowhere.
    @Nullable Place placeBefore(int i) {
        return i == 0 ? null : place(i - 1);
    }

    /// Where the person is at a point in the order; null for nowhere.
    @Nullable Place placeAt(long at, long sequence) {
        return placeBefore(behind(at, sequence));
    }

    int add(long at, long sequence, int direction, Zone zone) {
        int i = add(at, sequence, direction);
        setNumber(i, zone.number());
        return i;
    }

    void set(int i, @Nullable Place place) {
        long number = place == null ? 0 : place.number();
        setNumber(i, number << PLACE_SHIFT | (int) number(i));
    }

    /// Where a read leads.
    @Nullable Place lead(int i, Plan plan) {
        Zone zone = zone(i);
        Place around = Place.around(placeBefore(i), zone, plan);
        return kind(i) == IN ? zone.enteredFrom(around) : around;
    }
}
