package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Finds what is known about something by its name. The table holds the things themselves, so that
/// a look-up goes to memory once less than a map's.
final class Index<T extends Index.Named> {

    /// What has a name.
    interface Named {
        String name();
    }

    private @Nullable Named[] slots = new Named[64];
    private int size;

    /// What has a name; null if nothing has.
    @SuppressWarnings("unchecked") // only add() writes
    @Nullable T find(String name) {
        int mask = slots.length - 1;
        for (int i = spread(name) & mask; ; i = (i + 1) & mask) {
            Named one = slots[i];
            if (one == null || one.name().equals(name)) {
                return (T) one;
            }
        }
    }

    /// Adds what is not there yet.
    void add(T one) {
        if (2 * ++size > slots.length) {
            @Nullable Named[] old = slots;
            slots = new Named[2 * old.length];
            for (Named each : old) {
                if (each != null) {
                    put(each);
                }
            }
        }
        put(one);
    }

    /// Drops whatever a test says of it.
    @SuppressWarnings("unchecked") // only add() writes
    void removeIf(Predicate<? super T> test) {
        @Nullable Named[] old = Arrays.copyOf(slots, slots.length);
        Arrays.fill(slots, null);
        size = 0;
        for (Named each : old) {
            if (each != null && !test.test((T) each)) {
                size++;
                put(each);
            }
        }
    }

    private void put(Named one) {
        int mask = slots.length - 1;
        int i = spread(one.name()) & mask;
        while (slots[i] != null) {
            i = (i + 1) & mask;
        }
        slots[i] = one;
    }

    /// Names differ at their end, and so do their hashes; the table is found by the lowest bits of
    /// a product in which all bits have their part.
    private static int spread(String name) {
        int hash = name.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    /// Everything, in the order of the names.
    @SuppressWarnings("unchecked") // only add() writes
    List<T> sorted() {
        var all = new ArrayList<T>(size);
        for (Named each : slots) {
            if (each != null) {
                all.add((T) each);
            }
        }
        all.sort(Comparator.comparing(Named::name));
        return all;
    }
}
