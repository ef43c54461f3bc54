package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/// Finds what is known about something by its name.
///
/// The table holds each name and behind it the thing itself, in one line of the memory: a look-up
/// goes there once, and to the thing only when it is the right one. Names that are the same object
/// are not read.
final class Index<T extends Index.Named> {

    /// What has a name.
    interface Named {
        String name();
    }

    private @Nullable Object[] slots = new Object[128];
    private int size;

    /// What has a name; null if nothing has.
    @SuppressWarnings("unchecked") // only put() writes
    @Nullable T find(String name) {
        int mask = slots.length - 2;
        for (int i = spread(name) & mask; ; i = (i + 2) & mask) {
            Object known = slots[i];
            if (known == name || known == null || name.equals(known)) {
                return (T) slots[i + 1];
            }
        }
    }

    /// Adds what is not there yet.
    void add(T one) {
        if (4 * ++size > slots.length) {
            @Nullable Object[] old = slots;
            slots = new Object[2 * old.length];
            for (int i = 0; i < old.length; i += 2) {
                if (old[i] instanceof String name) {
                    put(name, old[i + 1]);
                }
            }
        }
        put(one.name(), one);
    }

    /// Drops whatever a test says of it.
    void removeIf(Predicate<? super T> test) {
        List<T> all = all();
        slots = new Object[slots.length];
        size = 0;
        for (T each : all) {
            if (!test.test(each)) {
                size++;
                put(each.name(), each);
            }
        }
    }

    /// Everything, in the order of the names.
    List<T> sorted() {
        List<T> all = all();
        all.sort(Comparator.comparing(Named::name));
        return all;
    }

    @SuppressWarnings("unchecked") // only put() writes
    private List<T> all() {
        var all = new ArrayList<T>(size);
        for (int i = 1; i < slots.length; i += 2) {
            if (slots[i] != null) {
                all.add((T) slots[i]);
            }
        }
        return all;
    }

    private void put(String name, @Nullable Object one) {
        int mask = slots.length - 2;
        int i = spread(name) & mask;
        while (slots[i] != null) {
            i = (i + 2) & mask;
        }
        slots[i] = name;
        slots[i + 1] = one;
    }

    /// Names differ at their end, and so do their hashes; the table is found by the lower bits of a
    /// product in which all bits have their part.
    private static int spread(String name) {
        int hash = name.hashCode() * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }
}
