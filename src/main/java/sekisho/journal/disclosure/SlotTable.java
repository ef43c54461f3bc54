package sekisho.journal.disclosure;

import java.util.Arrays;

/// Slots by the hash of whose they are, in 12 bytes for each and some air: a million visits fit
/// into little memory. Two subjects may have the same hash.
final class SlotTable {
    private static final int FREE = -1;
    private static final int GONE = -2;

    private long[] hashes = new long[1024];
    private int[] slots = filled(1024);

    /// Places that are not free, whether or not somebody is still there.
    private int used;

    void put(long hash, int slot) {
        if (used * 2 >= slots.length) {
            grow();
        }
        int i = place(hash);
        while (slots[i] != FREE) {
            i = next(i);
        }
        hashes[i] = hash;
        slots[i] = slot;
        used++;
    }

    /// All slots of a hash.
    int[] get(long hash) {
        int[] found = {};
        for (int i = place(hash); slots[i] != FREE; i = next(i)) {
            if (slots[i] != GONE && hashes[i] == hash) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = slots[i];
            }
        }
        return found;
    }

    void remove(long hash, int slot) {
        for (int i = place(hash); slots[i] != FREE; i = next(i)) {
            if (slots[i] == slot) {
                slots[i] = GONE;
                return;
            }
        }
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldSlots = slots;
        hashes = new long[2 * oldHashes.length];
        slots = filled(2 * oldSlots.length);
        used = 0;
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] >= 0) {
                put(oldHashes[i], oldSlots[i]);
            }
        }
    }

    private static int[] filled(int length) {
        var slots = new int[length];
        Arrays.fill(slots, FREE);
        return slots;
    }

    private int place(long hash) {
        return (int) (hash ^ hash >>> 32) & slots.length - 1;
    }

    private int next(int i) {
        return i + 1 & slots.length - 1;
    }
}
