package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts the byte stream of a line into OSDP frames.
///
/// Bytes that belong to no frame are reported, never dropped: on a reader line, noise is evidence.
/// After a broken frame it looks for the next start *inside* what the broken one claimed. It knows
/// no time: who does, calls [#giveUp] when a frame was begun and the line fell silent.
public final class OsdpFramer {
    private static final byte MARK = (byte) 0xFF;

    private byte[] held = new byte[256];
    private int size;

    /// Since when the bytes in front of `from` are noise, and why; −1 for none.
    private int noiseFrom = -1;

    private String noiseReason = "";

    /// Takes what the line delivered, emits what it completes, keeps the rest.
    public void accept(Bytes delivered, Consumer<Framed> out) {
        hold(delivered.toArray());
        cut(false, out);
    }

    /// Takes a frame that was begun for broken off, and finds the whole ones inside it.
    public void giveUp(Consumer<Framed> out) {
        cut(true, out);
    }

    /// How many bytes wait for the rest of their frame.
    public int held() {
        return size;
    }

    private void cut(boolean nothingFollows, Consumer<Framed> out) {
        int from = 0;
        while (from < size) {
            if (held[from] == MARK) {
                from = endNoise(from, out);
                int until = from;
                while (until < size && held[until] == MARK) {
                    until++;
                }
                out.accept(new Framed.Mark(until - from));
                from = until;
                continue;
            }
            String fault = fault(from);
            if (fault != null) {
                from = noise(from, fault);
                continue;
            }
            int length = size - from < 4 ? Integer.MAX_VALUE : length(from);
            if (size - from < length) {
                if (!nothingFollows) {
                    break;
                }
                from = noise(from, "broken off");
                continue;
            }
            from = endNoise(from, out);
            out.accept(new Framed.Whole(frame(from, length), length));
            from += length;
        }
        from = endNoise(from, out);
        System.arraycopy(held, from, held, 0, size - from);
        size -= from;
    }

    /// Why no frame begins here; null when one does, or still can.
    private @Nullable String fault(int from) {
        int there = size - from;
        if (held[from] != OsdpFrame.START) {
            return "no start of a frame";
        }
        if (there < 4) {
            return null;
        }
        int length = length(from);
        if (length < OsdpFrame.LENGTH_MIN || length > OsdpFrame.LENGTH_MAX) {
            return "a length of " + length;
        }
        if (there < OsdpFrame.HEADER) {
            return null;
        }
        int control = held[from + 4];
        int room = length - OsdpFrame.HEADER - 1 - OsdpFrame.check(control).size;
        if (room < 0) {
            return "a length of " + length;
        }
        if (OsdpFrame.hasBlock(control) && there > OsdpFrame.HEADER) {
            int block = held[from + OsdpFrame.HEADER] & 0xFF;
            if (block < 2 || block > room) {
                return "a security block of " + block + " bytes";
            }
        }
        if (there < length) {
            return null;
        }
        return OsdpFrame.check(control).holds(held, from, from + length) ? null : "a bad check";
    }

    private OsdpFrame frame(int from, int length) {
        int address = held[from + 1] & 0xFF;
        int control = held[from + 4] & 0xFF;
        int code = from + OsdpFrame.HEADER;
        if (OsdpFrame.hasBlock(control)) {
            code += held[code] & 0xFF;
        }
        return new OsdpFrame(
                OsdpFrame.withoutReply(address),
                OsdpFrame.isReply(address),
                control,
                Bytes.of(held, from + OsdpFrame.HEADER, code),
                held[code] & 0xFF,
                Bytes.of(held, code + 1, from + length - OsdpFrame.check(control).size));
    }

    private int length(int from) {
        return held[from + 2] & 0xFF | (held[from + 3] & 0xFF) << 8;
    }

    private int noise(int from, String reason) {
        if (noiseFrom < 0) {
            noiseFrom = from;
            noiseReason = reason;
        }
        return from + 1;
    }

    private int endNoise(int until, Consumer<Framed> out) {
        if (noiseFrom >= 0) {
            out.accept(new Framed.Noise(Bytes.of(held, noiseFrom, until), noiseReason));
            noiseFrom = -1;
        }
        return until;
    }

    private void hold(byte[] delivered) {
        if (size + delivered.length > held.length) {
            held = Arrays.copyOf(held, Math.max(size + delivered.length, 2 * held.length));
        }
        System.arraycopy(delivered, 0, held, size, delivered.length);
        size += delivered.length;
    }
}
