package sekisho.journal;

import sekisho.journal.FrameReader.Found;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Tells a torn tail from damage, where the frames of the last segment stop making sense.
///
/// What was forced can't be torn, and everything before the last batch was forced. So the tail is
/// torn when nothing whole comes behind it, or when a block of the file was never written: after a
/// power cut a file may have grown already while a block of the batch still reads as zeros and a
/// later one is there. A frame that is broken otherwise and has whole frames behind it was whole
/// once: damage.
///
/// The sad path left open: damage to the very last frame looks like a torn tail. A signed
/// checkpoint shows it.
final class Tail {
    private static final int BLOCK = 4096;

    private final Disk.Readable file;
    private final long size;

    Tail(Disk.Readable file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    boolean isTorn(long offset) throws IOException {
        return hasHole(offset) || !isAnythingWholeBehind(offset);
    }

    /// Whether a block was never written where the frame should be.
    private boolean hasHole(long offset) throws IOException {
        long end = Math.min(size, offset + Frame.HEADER + lengthAt(offset));
        for (long start = offset; start < end; start = blockEnd(start)) {
            long until = Math.min(blockEnd(start), size);
            if (until - start >= Frame.HEADER && isZero(start, until)) {
                return true;
            }
        }
        return false;
    }

    private static long blockEnd(long offset) {
        return (offset / BLOCK + 1) * BLOCK;
    }

    private int lengthAt(long offset) throws IOException {
        var header = ByteBuffer.allocate(Integer.BYTES);
        read(header, offset);
        int length = header.hasRemaining() ? 0 : header.getInt(0);
        return length < 0 || length > Frame.ENTRY_MAX ? 0 : length;
    }

    private boolean isZero(long from, long until) throws IOException {
        var block = ByteBuffer.allocate((int) (until - from));
        read(block, from);
        for (byte one : block.array()) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether a whole frame begins anywhere behind this place. An entry begins with `{"`.
    private boolean isAnythingWholeBehind(long offset) throws IOException {
        var window = ByteBuffer.allocate(1 << 20);
        for (long start = offset + 1; start < size; start += window.capacity() - 1) {
            window.clear();
            read(window, start);
            for (int i = 0; i + 1 < window.position(); i++) {
                if (window.get(i) == '{' && window.get(i + 1) == '"') {
                    long frame = start + i - Frame.HEADER;
                    if (frame > offset
                            && new FrameReader(file, frame).next() instanceof Found.Whole) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private void read(ByteBuffer into, long offset) throws IOException {
        while (into.hasRemaining() && file.read(into, offset + into.position()) >= 0) {
            continue;
        }
    }
}
