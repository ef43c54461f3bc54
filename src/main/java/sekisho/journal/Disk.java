package sekisho.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// The folder that holds the files of a journal: the one seam between it and the disk.
///
/// Names are plain file names. Readers come from any thread; everything that changes something is
/// called by the journal's writing thread alone.
interface Disk extends AutoCloseable {

    /// The names of all files, in no particular order.
    List<String> names() throws IOException;

    /// Makes a file that must not exist yet. It is there after a power cut only once [#force()] has
    /// returned.
    Written create(String name) throws IOException;

    /// Opens a file to go on writing at its end.
    Written append(String name) throws IOException;

    /// Opens a file for reading.
    Readable read(String name) throws IOException;

    /// Writes a part of a file once more as it reads now. Pages that an fsync of an earlier process
    /// failed on may look written and not be: a force of theirs does nothing before they are
    /// written again.
    void rewrite(String name, long from, long until) throws IOException;

    /// Renames a file and replaces what had the new name, in one step.
    void rename(String from, String to) throws IOException;

    /// Removes a file if it is there.
    void delete(String name) throws IOException;

    /// Makes the names of the folder durable: what was created, renamed or deleted.
    void force() throws IOException;

    /// Lets another process have the folder.
    @Override
    void close() throws IOException;

    /// A file that grows at its end.
    interface Written extends AutoCloseable {

        /// Writes at the end of the file as many of the remaining bytes as it likes, at least one.
        int write(ByteBuffer bytes) throws IOException;

        /// Makes everything written durable. After a failure nothing is known about any of it.
        void force() throws IOException;

        /// Cuts the file to this size.
        void truncate(long size) throws IOException;

        @Override
        void close() throws IOException;
    }

    /// A file that is read at any place.
    interface Readable extends AutoCloseable {

        /// Its size in bytes, at this moment.
        long size() throws IOException;

        /// Reads some bytes from a place on; -1 at the end of the file.
        int read(ByteBuffer into, long offset) throws IOException;

        @Override
        void close() throws IOException;
    }
}
