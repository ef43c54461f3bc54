package sekisho.journal.disclosure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// A folder of the vault, of records or of keys: the one seam between it and the file system.
///
/// Names are plain file names. Files are read from any thread, each reader through a place of its
/// own, because an interrupted thread closes what it reads from. They are changed by one thread at
/// a time.
interface VaultDisk {

    /// Whether the folder was made already.
    boolean isThere();

    /// Makes the folder, durably.
    void make() throws IOException;

    /// The names of all files, in no particular order; none while there is no folder.
    List<String> names() throws IOException;

    /// Whether there is a file of that name.
    boolean has(String name);

    /// Opens a file to change it, and makes it when it is not there. That it has this name is
    /// durable only after [#force()].
    Place open(String name) throws IOException;

    /// Opens a file that is there, to read it.
    Place read(String name) throws IOException;

    /// Removes a file.
    void delete(String name) throws IOException;

    /// Makes the names of the files durable.
    void force() throws IOException;

    /// A file, written and read at any place.
    interface Place extends AutoCloseable {
        long size() throws IOException;

        /// Reads some bytes from a place on; -1 at the end of the file.
        int read(ByteBuffer into, long at) throws IOException;

        /// Writes as many of the remaining bytes as it likes, at least one.
        int write(ByteBuffer bytes, long at) throws IOException;

        /// Cuts the file to this size.
        void truncate(long size) throws IOException;

        /// Makes what was written durable. After a failure nothing is known about any of it, and it
        /// has to be written again: the next force may do nothing for it.
        void force() throws IOException;

        @Override
        void close() throws IOException;

        /// Writes all of the remaining bytes.
        default void writeAll(ByteBuffer bytes, long from) throws IOException {
            for (long at = from; bytes.hasRemaining(); ) {
                at += write(bytes, at);
            }
        }

        /// Reads until the buffer is full.
        ///
        /// @throws IOException also when the file ends before
        default void readFully(ByteBuffer into, long from) throws IOException {
            int start = into.position();
            while (into.hasRemaining()) {
                if (read(into, from + into.position() - start) < 0) {
                    throw new IOException("the file ends before byte " + (from + into.limit()));
                }
            }
        }

        /// Writes a part of it once more as it reads now: what a force of an earlier process failed
        /// on may look written and not be.
        default void rewrite(long from, long until) throws IOException {
            for (long at = from; at < until; ) {
                var piece = ByteBuffer.allocate((int) Math.min(1 << 20, until - at));
                readFully(piece, at);
                writeAll(piece.flip(), at);
                at += piece.limit();
            }
        }
    }
}
