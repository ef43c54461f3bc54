package sekisho.snapshot;

import sekisho.correlation.StateReader;
import sekisho.site.Fact;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads what [StateBytes] wrote.
public final class StoredState implements StateReader {
    private static final int BITS = 7;
    private static final int BITS_MAX = 63;

    private final ByteBuffer bytes;

    /// Reads from where the buffer is.
    public StoredState(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /// These bytes are not what was written.
    public static final class Unsound extends RuntimeException {
        Unsound(String message) {
            super(message);
        }
    }

    /// Whether everything has been read.
    public boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    @Override
    public long number() {
        try {
            long number = 0;
            for (int shift = 0; shift <= BITS_MAX; shift += BITS) {
                byte one = bytes.get();
                number |= (one & 0x7FL) << shift;
                if (one >= 0) {
                    return number >>> 1 ^ -(number & 1);
                }
            }
        } catch (BufferUnderflowException e) {
            throw new Unsound("it ends within a number");
        }
        throw new Unsound("a number has no end");
    }

    @Override
    public String text() {
        return new String(piece(), StandardCharsets.UTF_8);
    }

    @Override
    public Fact fact() {
        byte[] line = piece();
        try {
            return FactCodec.read(line, 0, line.length).fact();
        } catch (Unreadable e) {
            throw new Unsound("a fact in it can't be read: " + e.getMessage());
        }
    }

    private byte[] piece() {
        long length = number();
        if (length < 0 || length > bytes.remaining()) {
            throw new Unsound("it ends within a text");
        }
        var piece = new byte[(int) length];
        bytes.get(piece);
        return piece;
    }
}
