package sekisho.sensor.feed.syslog;

import sekisho.site.Bytes;

import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts a byte stream into syslog messages, as RFC 6587 and RFC 5425 put them there: each behind
/// its length (`57 <34>1 …`), or each ended by a line feed. Which of them, the first byte of each
/// message says.
///
/// Bytes that belong to no message are told, never dropped; only line ends between messages are
/// neither.
final class SyslogFramer {
    /// More than any device sends; RFC 5425 (4.3.1) asks for 8192.
    static final int LENGTH_MAX = 64 * 1024;

    private static final int DIGITS_MAX = 7;
    private static final int TO_LINE_END = -1;

    private byte[] pending = new byte[0];

    /// So many bytes still belong to a message that is too long; or [#TO_LINE_END].
    private long passing;

    /// What the stream held.
    sealed interface Framed {
        /// A whole message.
        record Message(Bytes bytes) implements Framed {}

        /// Bytes that are no message.
        record Noise(Bytes bytes, String reason) implements Framed {}
    }

    /// Takes what the stream delivered, gives out what it completes, keeps the rest.
    void accept(byte[] delivered, Consumer<Framed> out) {
        int held = pending.length;
        pending = Arrays.copyOf(pending, held + delivered.length);
        System.arraycopy(delivered, 0, pending, held, delivered.length);
        int at = 0;
        int next = next(at, out);
        while (next > at) {
            at = next;
            next = next(at, out);
        }
        pending = Arrays.copyOfRange(pending, at, pending.length);
    }

    /// The stream has ended: what is left is half a message.
    void end(Consumer<Framed> out) {
        if (pending.length > 0) {
            out.accept(new Framed.Noise(Bytes.of(pending), "the connection broke off here"));
            pending = new byte[0];
        }
        passing = 0;
    }

    /// How many bytes wait for the rest of their message.
    int held() {
        return pending.length;
    }

    /// Reads the piece that begins at a place; where the next one begins, or the same place when it
    /// is not complete.
    private int next(int at, Consumer<Framed> out) {
        if (at == pending.length) {
            return at;
        }
        if (passing != 0) {
            return pass(at, out);
        }
        byte first = pending[at];
        if (first == '\n' || first == '\r' || first == 0) {
            return at + 1;
        }
        return first >= '1' && first <= '9' ? counted(at, out) : line(at, out);
    }

    private int pass(int at, Consumer<Framed> out) {
        int end = passing > 0 ? -1 : lineEnd(at);
        int until = end < 0 ? pending.length : end;
        if (passing > 0) {
            until = (int) Math.min(until, at + passing);
            passing -= until - at;
        } else {
            passing = end < 0 ? TO_LINE_END : 0;
        }
        if (until > at) {
            out.accept(new Framed.Noise(Bytes.of(pending, at, until), "of a message too long"));
        }
        return end < 0 ? until : end + 1;
    }

    private int counted(int at, Consumer<Framed> out) {
        int behind = at;
        long length = 0;
        while (behind < pending.length
                && behind - at < DIGITS_MAX
                && pending[behind] >= '0'
                && pending[behind] <= '9') {
            length = 10 * length + (pending[behind++] - '0');
        }
        if (behind == pending.length) {
            return at;
        }
        if (pending[behind] != ' ') {
            return line(at, out);
        }
        int from = behind + 1;
        if (length > LENGTH_MAX) {
            passing = length;
            out.accept(
                    new Framed.Noise(
                            Bytes.of(pending, at, from), "a message of " + length + " bytes"));
            return from;
        }
        int until = from + (int) length;
        if (until > pending.length) {
            return at;
        }
        out.accept(new Framed.Message(Bytes.of(pending, from, until)));
        return until;
    }

    private int line(int at, Consumer<Framed> out) {
        int end = lineEnd(at);
        int until = end < 0 ? pending.length : end;
        if (until - at > LENGTH_MAX) {
            passing = end < 0 ? TO_LINE_END : 0;
            out.accept(new Framed.Noise(Bytes.of(pending, at, until), "the line does not end"));
            return until;
        }
        if (end < 0) {
            return at;
        }
        out.accept(new Framed.Message(Bytes.of(pending, at, end)));
        return end;
    }

    private int lineEnd(int from) {
        for (int i = from; i < pending.length; i++) {
            if (pending[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
