package sekisho.journal.tree;

import java.io.IOException;

/// The folder a log is published to: the one seam between the publisher and the disk. Paths are
/// relative, with `/`.
interface LogDisk extends Tiles {

    /// Puts a whole file in its place, in one step. Its content is durable at once; that it has
    /// this name is so after [#force()].
    void replace(String path, byte[] bytes) throws IOException;

    /// Likewise, when many files are written one after the other: neither its content nor its name
    /// is durable before [#force()], which tells what has failed. It is read as if it were there.
    void write(String path, byte[] bytes) throws IOException;

    /// The name of a file that is there already is made durable with the next [#force()].
    void again(String path);

    /// Makes everything durable that was written, and all names.
    void force() throws IOException;

    /// Writes at the end of a file, which is made when it is missing; durable on return. After a
    /// failure any beginning of the bytes may be there.
    void append(String path, byte[] bytes) throws IOException;

    /// The last bytes of a file, at most so many; none when it is not there.
    byte[] end(String path, int max) throws IOException;

    /// Cuts so many bytes off the end of a file; durable on return.
    void cut(String path, int bytes) throws IOException;

    /// Removes a folder and the files in it, if it is there.
    void remove(String folder) throws IOException;
}
