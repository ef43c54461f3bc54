package sekisho.edge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a stream of bytes into lines and never holds more than one line of the longest allowed
/// length, whatever the other end sends.
final class LineCutter {
    /// A fact with every member at its longest stays below 4 KiB.
    static final int LENGTH_MAX = 64 * 1024;

    private static final int SAMPLE = 200;

    /// What the stream held.
    sealed interface Piece {
        /// A line, without its end.
        record Line(byte[] utf8) implements Piece {}

        /// A line that is not kept, because it is too long or because the stream ended within it.
        ///
        /// @param length how many bytes it had
        /// @param sample its beginning
        record Refused(String reason, long length, String sample) implements Piece {}
    }

    private byte[] pending = new byte[1024];
    private int held;
    private long length;

    /// Takes what the stream delivered, emits what it completes, keeps the rest.
    void accept(byte[] delivered, int count, Consumer<Piece> out) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (delivered[i] == '\n') {
                keep(delivered, from, i - from);
                emit(out);
                from = i + 1;
            }
        }
        keep(delivered, from, count - from);
    }

    /// The stream has ended: emits what is left in mid-line.
    void end(Consumer<Piece> out) {
        if (length > 0) {
            out.accept(refused("the connection ended in the middle of a line"));
        }
        held = 0;
        length = 0;
    }

    private void emit(Consumer<Piece> out) {
        if (length > LENGTH_MAX) {
            out.accept(refused("a line has at most " + LENGTH_MAX + " bytes, not " + length));
        } else {
            int end = held > 0 && pending[held - 1] == '\r' ? held - 1 : held;
            if (end > 0) {
                out.accept(new Piece.Line(Arrays.copyOf(pending, end)));
            }
        }
        held = 0;
        length = 0;
    }

    private void keep(byte[] from, int offset, int count) {
        int room = Math.min(count, LENGTH_MAX - held);
        if (held + room > pending.length) {
            pending = Arrays.copyOf(pending, Math.min(LENGTH_MAX, 2 * (held + room)));
        }
        System.arraycopy(from, offset, pending, held, room);
        held += room;
        length += count;
    }

    private Piece.Refused refused(String reason) {
        String sample = new String(pending, 0, Math.min(held, SAMPLE), StandardCharsets.UTF_8);
        return new Piece.Refused(reason, length, sample);
    }
}
