package sekisho.sensor.serial;

import sekisho.sensor.serial.SerialFormat.Size;
import sekisho.site.Bytes;

import java.util.Arrays;
import java.util.function.Consumer;

/// Cuts the byte stream of a line into the frames of a format.
///
/// Bytes that belong to no frame are reported, never dropped. Behind a frame that broke off it
/// looks for the next start inside what that one claimed. It knows no time: who does, calls
/// [#giveUp] when a frame was begun and the line fell silent.
public final class SerialFramer {
    private final SerialFormat format;
    private final SerialCodec codec;
    private byte[] held = new byte[256];
    private int size;

    /// Up to here the held bytes were searched for an end; of formats that have no length.
    private int searched;

    /// Why the first held frame was not believed so far; empty when none was complete.
    private String doubt = "";

    /// A line that is too long is noise up to its end.
    private boolean overlong;

    private int noiseFrom = -1;
    private String noiseReason = "";

    public SerialFramer(SerialFormat format) {
        this.format = format;
        this.codec = new SerialCodec(format);
    }

    /// Takes what the line delivered, emits what it completes, keeps the rest.
    public void accept(Bytes delivered, Consumer<Framed> out) {
        byte[] more = delivered.toArray();
        // Piece by piece, so that no delivery makes a search long.
        for (int from = 0; from < more.length; from += format.max()) {
            hold(Arrays.copyOfRange(more, from, Math.min(more.length, from + format.max())));
            cut(false, out);
        }
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
        int from =
                format.size() instanceof Size.Until(Bytes end)
                        ? cutAtEnds(end, nothingFollows, out)
                        : cutByLength(nothingFollows, out);
        endNoise(from, out);
        System.arraycopy(held, from, held, 0, size - from);
        size -= from;
        searched = Math.max(0, searched - from);
    }

    private int cutByLength(boolean nothingFollows, Consumer<Framed> out) {
        int from = 0;
        while (from < size) {
            int matching = matching(format.start(), from);
            boolean begun = matching == format.start().size();
            if (!begun && from + matching < size) {
                from = noise(from, 1, "no start of a frame");
                continue;
            }
            int length = begun ? length(from) : 0;
            if (length < 0) {
                from = noise(from, 1, "a length that can't be");
            } else if (length == 0 || from + length > size) {
                if (!nothingFollows) {
                    return from;
                }
                from = noise(from, 1, "broken off");
            } else {
                from = emit(codec.read(Bytes.of(held, from, from + length)), from, out);
            }
        }
        return from;
    }

    /// How long the frame is that begins here; 0 when that is not there yet, negative when no frame
    /// is so long.
    private int length(int from) {
        if (format.size() instanceof Size.Fixed(int bytes, _)) {
            return bytes;
        }
        Size.Told told = (Size.Told) format.size();
        if (from + told.at().until() >= size) {
            return 0;
        }
        Bytes head = Bytes.of(held, from, from + told.at().until() + 1);
        int number = SerialCodec.number(head, told.at(), told.written());
        int length = number + told.more();
        boolean possible = number >= 0 && length > told.at().until() && length <= format.max();
        return possible ? length : -1;
    }

    /// A frame may hold the bytes of its end, and a broken one the start of the next: at each end
    /// the frames from every start are tried, the longest first.
    private int cutAtEnds(Bytes end, boolean nothingFollows, Consumer<Framed> out) {
        int from = start(0);
        int at = Math.max(searched, from + format.start().size());
        while (at + end.size() <= size) {
            if (matching(end, at) < end.size()) {
                at++;
                continue;
            }
            int after = at + end.size();
            int taken =
                    format.start().size() == 0 ? line(from, after, out) : frame(from, after, out);
            at = taken < 0 ? at + 1 : taken;
            from = taken < 0 ? from : start(taken);
            at = Math.max(at, from + format.start().size());
        }
        searched = Math.min(at, size);
        while (size - from > format.max()) {
            overlong |= format.start().size() == 0;
            from = skip(from, "no end within %d bytes".formatted(format.max()));
        }
        while (nothingFollows && from < size) {
            from = skip(from, "broken off");
        }
        return from;
    }

    /// The frame that ends before `after`, from the first start that makes one; returns where it
    /// goes on, or −1 when there is none.
    private int frame(int from, int after, Consumer<Framed> out) {
        for (int at = from; at < after; at = nextStart(at + 1)) {
            Framed read = codec.read(Bytes.of(held, at, after));
            if (!(read instanceof Framed.Noise(_, String reason))) {
                noise(from, at - from, doubt.isEmpty() ? "broken off" : doubt);
                doubt = "";
                return emit(read, at, out);
            }
            if (at == from) {
                doubt = reason;
            }
        }
        return -1;
    }

    /// Everything up to an end is one line, good or bad.
    private int line(int from, int after, Consumer<Framed> out) {
        Bytes bytes = Bytes.of(held, from, after);
        if (overlong) {
            overlong = false;
            return noise(from, bytes.size(), "no end within %d bytes".formatted(format.max()));
        }
        Framed read = codec.read(bytes);
        return read instanceof Framed.Noise(_, String reason)
                ? noise(from, bytes.size(), reason)
                : emit(read, from, out);
    }

    /// Leaves a start that makes no frame for the next one.
    private int skip(int from, String otherwise) {
        int next = format.start().size() == 0 ? size : nextStart(from + 1);
        String reason = doubt.isEmpty() ? otherwise : doubt;
        doubt = "";
        return noise(from, next - from, reason);
    }

    /// The first start from here on; what lies before it is noise.
    private int start(int from) {
        int start = nextStart(from);
        noise(from, start - from, "no start of a frame");
        return start;
    }

    /// Where the next frame begins, or may begin with what is still to come.
    private int nextStart(int from) {
        int at = from;
        while (at < size
                && at + matching(format.start(), at) < Math.min(size, at + format.start().size())) {
            at++;
        }
        return at;
    }

    /// How many bytes of a text stand here, as far as there are any.
    private int matching(Bytes text, int from) {
        int count = 0;
        while (count < text.size()
                && from + count < size
                && (held[from + count] & 0xFF) == text.at(count)) {
            count++;
        }
        return count;
    }

    private int emit(Framed read, int from, Consumer<Framed> out) {
        if (read instanceof Framed.Noise(_, String reason)) {
            return noise(from, 1, reason);
        }
        endNoise(from, out);
        out.accept(read);
        return from + read.bytes().size();
    }

    private int noise(int from, int count, String reason) {
        if (noiseFrom < 0 && count > 0) {
            noiseFrom = from;
            noiseReason = reason;
        }
        return from + count;
    }

    private void endNoise(int until, Consumer<Framed> out) {
        if (noiseFrom >= 0) {
            out.accept(new Framed.Noise(Bytes.of(held, noiseFrom, until), noiseReason));
            noiseFrom = -1;
        }
    }

    private void hold(byte[] delivered) {
        if (size + delivered.length > held.length) {
            held = Arrays.copyOf(held, Math.max(size + delivered.length, 2 * held.length));
        }
        System.arraycopy(delivered, 0, held, size, delivered.length);
        size += delivered.length;
    }
}
