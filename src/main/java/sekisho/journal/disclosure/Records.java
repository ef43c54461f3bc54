package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.IntPredicate;

/// One file of sealed records. It grows at its end; an erased record is overwritten in its place.
///
/// One thread writes; any thread reads, each through a place of its own.
final class Records implements AutoCloseable {
    private static final int PIECE = 64 << 10;

    private final VaultDisk disk;
    private final String name;
    private final VaultDisk.Place written;
    private long size;

    private Records(VaultDisk disk, String name, VaultDisk.Place written) throws IOException {
        this.disk = disk;
        this.name = name;
        this.written = written;
        this.size = written.size();
    }

    /// Opens a file to go on writing it, and makes it when it is not there; its name is durable,
    /// whoever made it.
    static Records open(VaultDisk disk, String name) throws IOException {
        VaultDisk.Place place = disk.open(name);
        try {
            disk.force();
            return new Records(disk, name, place);
        } catch (IOException e) {
            place.close();
            throw e;
        }
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
    static long visit(VaultDisk disk, String name, long from, Visitor visitor) throws IOException {
        try (var reading = new Reading(disk, name, from)) {
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
        private final VaultDisk.Place place;
        private ByteBuffer buffer = ByteBuffer.allocate(PIECE).limit(0);
        private long offset;
        private long end;
        private @Nullable Sealed erased;
        private @Nullable Sealed record;

        Reading(VaultDisk disk, String name, long from) throws IOException {
            this.place = disk.read(name);
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
            erased = Sealed.erased(buffer);
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
            while (buffer.position() < wanted && place.read(buffer, end + buffer.position()) >= 0) {
                continue;
            }
            buffer.flip();
        }

        /// Null when its check does not agree.
        @Nullable Sealed record() {
            return record;
        }

        /// The same without what was sealed in it, as far as its head tells: also of one whose
        /// check does not agree.
        Sealed erased() {
            return Objects.requireNonNull(erased, "nothing was read yet");
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
            place.close();
        }
    }

    long size() {
        return size;
    }

    String name() {
        return name;
    }

    /// Writes a record behind the last one.
    ///
    /// @return where it begins
    long append(Sealed record) throws IOException {
        long start = size;
        written.writeAll(bytes(record), start);
        size = start + record.length();
        return start;
    }

    private static ByteBuffer bytes(Sealed record) {
        var bytes = ByteBuffer.allocate(record.length());
        record.write(bytes);
        return bytes.flip();
    }

    /// Overwrites every record whose slot is among these, durably; also one that a crash left half
    /// overwritten.
    void erase(IntPredicate slots) throws IOException {
        boolean any = false;
        try (var reading = new Reading(disk, name, 0)) {
            while (reading.next()) {
                Sealed erased = reading.erased();
                if (slots.test(erased.slot())) {
                    written.writeAll(bytes(erased), reading.offset());
                    any = true;
                }
            }
        }
        if (any) {
            force();
        }
    }

    /// Writes the end of the file once more, so that the next force covers it.
    void rewrite(long from) throws IOException {
        written.rewrite(Math.max(0, from), size);
    }

    void truncate(long to) throws IOException {
        written.truncate(to);
        size = to;
    }

    void force() throws IOException {
        written.force();
    }

    @Override
    public void close() throws IOException {
        written.close();
    }
}
