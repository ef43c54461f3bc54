package sekisho.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of a stream, one at a time, in one buffer.
final class LineReader {
    private static final int BUFFER = 1 << 16;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /// Hears what happens between two lines.
    interface Listener {
        /// The stream will be asked for more, which may take a while.
        void beforeRead() throws IOException;

        /// A piece of a line that is longer than any fact may be; the line itself is its rest.
        void overlong(byte[] buffer, int offset, int length) throws IOException;
    }

    private final InputStream in;
    private final Listener listener;
    private byte[] buffer = new byte[BUFFER];
    private int start;
    private int end;
    private int next;
    private int filled;
    private boolean cut;
    private long bytes;
    private long number;

    LineReader(InputStream in, Listener listener) {
        this.in = in;
        this.listener = listener;
    }

    /// Goes to the next line; false at the end.
    boolean next() throws IOException {
        start = next;
        cut = false;
        int scanned = 0;
        while (true) {
            for (int i = start + scanned; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return found(i, i + 1);
                }
            }
            if (filled - start > FactLines.LENGTH_MAX) {
                listener.overlong(buffer, start, filled - start);
                cut = true;
                start = filled;
            }
            scanned = filled - start;
            if (!fill()) {
                return (filled > start || cut) && found(filled, filled);
            }
        }
    }

    /// Holds the line, from [#offset] for [#length] bytes.
    byte[] buffer() {
        return buffer;
    }

    int offset() {
        return start;
    }

    int length() {
        return end - start;
    }

    /// Whether the line is longer than any fact may be.
    boolean isCut() {
        return cut;
    }

    /// Of the line, counted from 1.
    long number() {
        return number;
    }

    /// How much of the stream has been read.
    long bytes() {
        return bytes;
    }

    private boolean found(int lineEnd, int after) {
        end = lineEnd > start && buffer[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        next = after;
        number++;
        if (number == 1
                && end - start >= MARK.length
                && Arrays.equals(buffer, start, start + MARK.length, MARK, 0, MARK.length)) {
            start += MARK.length;
        }
        return true;
    }

    private boolean fill() throws IOException {
        if (filled == buffer.length && start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        } else if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        listener.beforeRead();
        int count = in.read(buffer, filled, buffer.length - filled);
        if (count < 0) {
            return false;
        }
        filled += count;
        bytes += count;
        return true;
    }
}
