package sekisho.journal;

import java.util.Arrays;

/// Where every 64th entry of a segment lies, so that reading may begin near any of them. One thread
/// adds, any thread asks.
final class SparseIndex {
    private static final int EVERY = 64;

    private long[] offsets = new long[16];
    private int marked;
    private long entries;
    private long last;

    /// A place in the segment: the entry of this rank (0 for the first) begins at this offset.
    record Place(long rank, long offset) {}

    /// The next entry of the segment begins here.
    synchronized void add(long offset) {
        if (entries % EVERY == 0) {
            if (marked == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * marked);
            }
            offsets[marked++] = offset;
        }
        entries++;
        last = offset;
    }

    /// Where the last entry begins that was added.
    synchronized long last() {
        return last;
    }

    /// The nearest known place at or before an entry.
    synchronized Place before(long rank) {
        int mark = (int) Math.min(rank / EVERY, marked - 1);
        return mark < 0 ? new Place(0, 0) : new Place((long) mark * EVERY, offsets[mark]);
    }
}
