package sekisho.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads the frames of one file forward from an offset. It holds one frame and a little more,
/// whatever the size of the file.
final class FrameReader {
    private static final int BUFFER = 256 << 10;

    /// What lies at a place of the file.
    sealed interface Found {

        /// A frame whose check agrees.
        ///
        /// @param offset where its header begins
        record Whole(long offset, byte[] entry) implements Found {
            long end() {
                return offset + Frame.HEADER + entry.length;
            }
        }

        /// The file ends here, behind a whole frame.
        record End(long offset) implements Found {}

        /// No frame begins here.
        record Broken(long offset, String reason) implements Found {}
    }

    private final Disk.Readable file;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
    private long offset;

    FrameReader(Disk.Readable file, long offset) {
        this.file = file;
        this.offset = offset;
    }

    /// The next frame, and then the one behind it. After anything but a whole frame it stays there.
    Found next() throws IOException {
        int there = fill(Frame.HEADER);
        if (there == 0) {
            return new Found.End(offset);
        }
        if (there < Frame.HEADER) {
            return new Found.Broken(offset, "the file ends within a header");
        }
        int length = buffer.getInt(buffer.position());
        int check = buffer.getInt(buffer.position() + 4);
        if (length <= 0 || length > Frame.ENTRY_MAX) {
            return new Found.Broken(offset, "no entry is " + (length & 0xFFFF_FFFFL) + " long");
        }
        if (fill(Frame.HEADER + length) < Frame.HEADER + length) {
            return new Found.Broken(offset, "the file ends within an entry");
        }
        int start = buffer.position() + Frame.HEADER;
        if (Frame.check(length, buffer.array(), start) != check) {
            return new Found.Broken(offset, "the check does not agree with the entry");
        }
        var whole =
                new Found.Whole(offset, Arrays.copyOfRange(buffer.array(), start, start + length));
        buffer.position(start + length);
        offset = whole.end();
        return whole;
    }

    /// Sees to it that so many bytes are in the buffer, where the file has them.
    ///
    /// @return how many are there
    private int fill(int wanted) throws IOException {
        if (buffer.remaining() < wanted) {
            var roomy = wanted <= buffer.capacity() ? buffer : ByteBuffer.allocate(wanted);
            if (roomy == buffer) {
                buffer.compact();
            } else {
                roomy.put(buffer);
                buffer = roomy;
            }
            while (buffer.position() < wanted
                    && file.read(buffer, offset + buffer.position()) >= 0) {
                continue;
            }
            buffer.flip();
        }
        return Math.min(buffer.remaining(), wanted);
    }
}
