package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;

/// A person's granted reads. A note is the place where the person is from there on.
final class Reads extends Noted<Place> {
    static final int IN = 1;
    static final int OUT = 2;

    private @Nullable Zone[] zones = {};

    int add(long at, long sequence, int direction, Zone zone) {
        int i = add(at, sequence, direction);
        zones[i] = zone;
        return i;
    }

    /// The zone to which a read belongs.
    @SuppressWarnings("NullAway") // every mark has one
    Zone zone(int i) {
        return zones[i];
    }

    /// Where a read leads.
    @Nullable Place lead(int i, Plan plan) {
        Zone zone = zone(i);
        Place around = Place.around(noteBefore(i), zone, plan);
        return kind(i) == IN ? Place.enter(around, zone) : around;
    }

    @Override
    void grow(int capacity) {
        super.grow(capacity);
        zones = Arrays.copyOf(zones, capacity);
    }

    @Override
    void move(int from, int to, int count) {
        super.move(from, to, count);
        System.arraycopy(zones, from, zones, to, count);
    }

    @Override
    void clear(int from, int to) {
        super.clear(from, to);
        Arrays.fill(zones, from, to, null);
    }
}
