package sekisho.correlation;

import java.util.Arrays;

/// Marks of one key, sorted by event time and then by sequence, whatever the order they came in.
///
/// A mark has a kind, which its owner defines, and bits that say which findings stand on it. Times
/// are milliseconds since the epoch. Marks mostly come at the end: everything searches from there.
class Timeline {
    /// Later than any fact, and still a number to which spans can be added.
    static final long FOREVER = Long.MAX_VALUE / 4;

    private static final long[] NO_LONGS = {};
    private static final byte[] NO_BYTES = {};

    private long[] at = NO_LONGS;
    private long[] sequence = NO_LONGS;
    private byte[] kind = NO_BYTES;
    private byte[] standing = NO_BYTES;
    private int size;

    final int size() {
        return size;
    }

    final long at(int i) {
        return at[i];
    }

    final long sequence(int i) {
        return sequence[i];
    }

    final int kind(int i) {
        return kind[i];
    }

    /// Whether the finding with this bit stands on a mark.
    final boolean stands(int i, int bit) {
        return (standing[i] & bit) != 0;
    }

    final void setStanding(int i, int bit, boolean stands) {
        standing[i] = (byte) (stands ? standing[i] | bit : standing[i] & ~bit);
    }

    /// Puts a mark into its place and returns where that is.
    int add(long newAt, long newSequence, int newKind) {
        int i = behind(newAt, newSequence);
        if (size == at.length) {
            grow(Math.max(4, size + (size >> 1)));
        }
        if (i < size) {
            move(i, i + 1, size - i);
        }
        at[i] = newAt;
        sequence[i] = newSequence;
        kind[i] = (byte) newKind;
        standing[i] = 0;
        size++;
        return i;
    }

    final void remove(int i) {
        move(i + 1, i, size - i - 1);
        size--;
        clear(size, size + 1);
    }

    /// Where the first mark at or after a time is; the size if there is none.
    final int from(long time) {
        return behind(time, Long.MIN_VALUE);
    }

    /// Where the first mark behind a point in the order is; the size if there is none.
    final int behind(long time, long point) {
        int i = size;
        for (int near = 0; near < 8; near++, i--) {
            if (i == 0 || !lies(i - 1, time, point)) {
                return i;
            }
        }
        int low = 0;
        while (low < i) {
            int middle = (low + i) >>> 1;
            if (lies(middle, time, point)) {
                i = middle;
            } else {
                low = middle + 1;
            }
        }
        return i;
    }

    /// Where a mark is; negative if it is not there.
    final int find(long time, long point) {
        int i = behind(time, point) - 1;
        return i >= 0 && at[i] == time && sequence[i] == point ? i : -1;
    }

    /// Forgets everything before a time, but keeps so many of the last marks before it.
    final void forget(long before, int kept) {
        int count = from(before) - kept;
        if (count <= 0) {
            return;
        }
        move(count, 0, size - count);
        clear(size - count, size);
        size -= count;
        if (size < at.length >> 2) {
            grow(size);
        }
    }

    /// Gives every array so much room.
    void grow(int capacity) {
        at = Arrays.copyOf(at, capacity);
        sequence = Arrays.copyOf(sequence, capacity);
        kind = Arrays.copyOf(kind, capacity);
        standing = Arrays.copyOf(standing, capacity);
    }

    /// Moves marks in every array.
    void move(int from, int to, int count) {
        System.arraycopy(at, from, at, to, count);
        System.arraycopy(sequence, from, sequence, to, count);
        System.arraycopy(kind, from, kind, to, count);
        System.arraycopy(standing, from, standing, to, count);
    }

    /// Lets go of what marks that are gone referred to.
    void clear(int from, int to) {}

    /// Whether a mark lies behind a point in the order.
    private boolean lies(int i, long time, long point) {
        return at[i] > time || (at[i] == time && sequence[i] > point);
    }
}
