package sekisho.correlation;

import java.util.Arrays;
import java.util.function.IntConsumer;

/// Marks of one key, sorted by event time and then by sequence, whatever the order they came in.
///
/// A mark has a kind, which its owner defines, bits that say which findings stand on it, and, where
/// its owner asks for one, a number. Times are milliseconds since the epoch. Marks mostly come at
/// the end, so everything searches from there; all of a mark lies together in one array, because at
/// a hundred thousand keys the way to memory is what costs.
class Timeline {
    /// Later than any fact, and still a number to which spans can be added.
    static final long FOREVER = Long.MAX_VALUE / 4;

    private static final long[] EMPTY = {};
    private static final int KIND_SHIFT = 8;
    private static final int SEQUENCE_SHIFT = 16;
    private static final long MARKED = (1 << SEQUENCE_SHIFT) - 1;
    private static final int NEAR = 8;

    /// From here on a timeline grows by a quarter: room that is not used would be most of the heap.
    private static final int LONG = 64;

    private final int width;
    private long[] words = EMPTY;
    private int size;

    Timeline() {
        this(false);
    }

    /// @param numbered whether each mark carries a number
    Timeline(boolean numbered) {
        width = numbered ? 3 : 2;
    }

    final int size() {
        return size;
    }

    final long at(int i) {
        return words[i * width];
    }

    final long sequence(int i) {
        return words[i * width + 1] >> SEQUENCE_SHIFT;
    }

    final int kind(int i) {
        return (int) (words[i * width + 1] >> KIND_SHIFT) & 0xff;
    }

    /// Whether the finding with this bit stands on a mark.
    final boolean stands(int i, int bit) {
        return (words[i * width + 1] & bit) != 0;
    }

    final void setStanding(int i, int bit, boolean stands) {
        if (stands) {
            words[i * width + 1] |= bit;
        } else {
            words[i * width + 1] &= ~bit;
        }
    }

    final long number(int i) {
        return words[i * width + 2];
    }

    final void setNumber(int i, long number) {
        words[i * width + 2] = number;
    }

    /// Puts a mark into its place and returns where that is; its number is 0.
    int add(long at, long sequence, int kind) {
        int i = behind(at, sequence);
        if ((size + 1) * width > words.length) {
            grow(size < LONG ? Math.max(4, 2 * size) : size + size / 4);
        }
        if (i < size) {
            move(i, i + 1, size - i);
        }
        words[i * width] = at;
        words[i * width + 1] = sequence << SEQUENCE_SHIFT | (long) kind << KIND_SHIFT;
        if (width > 2) {
            words[i * width + 2] = 0;
        }
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

    /// Visits each mark of a span of time, both ends included.
    final void each(long from, long until, IntConsumer visitor) {
        for (int i = from(from); i < size && at(i) <= until; i++) {
            visitor.accept(i);
        }
    }

    /// Where the first mark behind a point in the order is; the size if there is none.
    final int behind(long time, long point) {
        int i = size;
        for (int near = 0; near < NEAR; near++, i--) {
            if (i == 0 || !isBehind(i - 1, time, point)) {
                return i;
            }
        }
        int low = 0;
        while (low < i) {
            int middle = (low + i) >>> 1;
            if (isBehind(middle, time, point)) {
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
        return i >= 0 && at(i) == time && sequence(i) == point ? i : -1;
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
        if (size * width < words.length >> 2) {
            grow(size);
        }
    }

    /// Gives every array room for so many marks.
    void grow(int capacity) {
        words = Arrays.copyOf(words, capacity * width);
    }

    /// Moves marks in every array.
    void move(int from, int to, int count) {
        System.arraycopy(words, from * width, words, to * width, count * width);
    }

    /// Lets go of what marks that are gone referred to.
    void clear(int from, int to) {}

    /// Writes each mark by what it differs from the one before it.
    final void saveMarks(StateWriter out) {
        out.number(size);
        long at = 0;
        long sequence = 0;
        for (int i = 0; i < size; i++) {
            out.number(at(i) - at);
            out.number(sequence(i) - sequence);
            out.number(words[i * width + 1] & MARKED);
            if (width > 2) {
                out.number(number(i));
            }
            at = at(i);
            sequence = sequence(i);
        }
    }

    /// Takes the marks that were written, in place of its own.
    final void loadMarks(StateReader in) {
        size = Math.toIntExact(in.number());
        grow(size);
        long at = 0;
        long sequence = 0;
        for (int i = 0; i < size; i++) {
            at += in.number();
            sequence += in.number();
            words[i * width] = at;
            words[i * width + 1] = sequence << SEQUENCE_SHIFT | in.number();
            if (width > 2) {
                words[i * width + 2] = in.number();
            }
        }
    }

    private boolean isBehind(int i, long time, long point) {
        long at = at(i);
        return at > time || (at == time && sequence(i) > point);
    }
}
