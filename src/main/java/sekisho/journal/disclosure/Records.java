package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.IntPredicate;

/// One file of sealed records. It grows at its end; an erased record is overwritten in its place.
///
/// One thread writes; any thread reads, each through a channel of its own.
final class Records implements AutoCloseable {
    private static final int PIECE = 64 << 10;

    private final Path file;
    private final FileChannel written;
    private long size;

    private Records(Path file, FileChannel written) throws IOException {
        this.file = file;
        this.written = written;
        this.size = written.size();
    }

    /// Opens a file to go on writing it, and makes it when it is not there.
    static Records open(Path file) throws IOException {
        boolean there = Files.exists(file);
        var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        if (!there) {
            forceFolder(parent(file));
        }
        return new Records(file, channel);
    }

    /// Is told what lies in a file.
    interface Visitor {

        /// @param record null when its check does not agree
        /// @return whether to go on
        boolean record(long offset, int length, @Nullable Sealed record) throws IOException;
    }

    /// Shows the records of a file from a place on.
    ///
    /// @return where the last whole one ends
    static long visit(Path file, long from, Visitor visitor) throws IOException {
        try (var reading = new Reading(file, from)) {
            while (reading.next()) {
                if (!visitor.record(reading.offset(), reading.length(), reading.record())) {
                    break;
                }
            }
            return reading.end();
        }
    }

    /// Goes through the records of a file, one after the other.
    static final class Reading implements AutoCloseable {
        private final FileChannel channel;
        private ByteBuffer buffer = ByteBuffer.allocate(PIECE).limit(0);
        private long offset;
        private long end;
        private @Nullable Sealed record;

        Reading(Path file, long from) throws IOException {
            this.channel = FileChannel.open(file, StandardOpenOption.READ);
            this.end = from;
        }

        /// Goes on to the next record; false where no whole one follows.
        boolean next() throws IOException {
            fill(Sealed.HEADER);
            if (buffer.remaining() < Sealed.HEADER) {
                return false;
            }
            int body = buffer.getInt(buffer.position());
            if (body <= 0 || body > Sealed.BODY_MAX) {
                return false;
            }
            int length = Sealed.HEADER + body;
            fill(length);
            if (buffer.remaining() < length) {
                return false;
            }
            record = Sealed.read(buffer);
            buffer.position(buffer.position() + length);
            offset = end;
            end += length;
            return true;
        }

        /// Sees to it that so many bytes are in the buffer, where the file has them.
        private void fill(int wanted) throws IOException {
            if (buffer.remaining() >= wanted) {
                return;
            }
            if (wanted > buffer.capacity()) {
                buffer = ByteBuffer.allocate(wanted).put(buffer);
            } else {
                buffer.compact();
            }
            while (buffer.position() < wanted
                    && channel.read(buffer, end + buffer.position()) >= 0) {
                continue;
            }
            buffer.flip();
        }

        /// Null when its check does not agree.
        @Nullable Sealed record() {
            return record;
        }

        long offset() {
            return offset;
        }

        int length() {
            return (int) (end - offset);
        }

        /// Where the last whole record ends.
        long end() {
            return end;
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    long size() {
        return size;
    }

    Path file() {
        return file;
    }

    /// Writes a record behind the last one.
    ///
    /// @return where it begins
    long append(Sealed record) throws IOException {
        long start = size;
        var bytes = ByteBuffer.allocate(record.length());
        record.write(bytes);
        write(bytes.flip(), start);
        size = start + record.length();
        return start;
    }

    private void write(ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += written.write(bytes, at);
        }
    }

    /// Overwrites every record whose slot is among these.
    void erase(IntPredicate slots) throws IOException {
        visit(
                file,
                0,
                (offset, _, record) -> {
                    if (record != null && slots.test(record.slot())) {
                        overwrite(offset, record.erased());
                    }
                    return true;
                });
        force();
    }

    private void overwrite(long offset, Sealed record) throws IOException {
        var bytes = ByteBuffer.allocate(record.length());
        record.write(bytes);
        write(bytes.flip(), offset);
    }

    void truncate(long to) throws IOException {
        written.truncate(to);
        size = to;
    }

    void force() throws IOException {
        written.force(true);
    }

    @Override
    public void close() throws IOException {
        written.close();
    }

    static void forceFolder(Path folder) throws IOException {
        try (var names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " lies in no folder");
        }
        return parent;
    }
}
