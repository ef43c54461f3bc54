package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// The files of a published log (C2SP tlog-tiles), wherever they are: a folder, an export, a
/// station's address. Nothing in them is believed before it leads to a signed checkpoint.
@FunctionalInterface
public interface Tiles {

    /// The bytes of a file; null when it is not there.
    ///
    /// @param path such as `tile/0/x001/234.p/17`
    byte @Nullable [] get(String path) throws IOException;

    /// The same, piece by piece, as long as the file is now: for one that grows for years. Null
    /// when it is not there.
    default @Nullable InputStream open(String path) throws IOException {
        byte[] bytes = get(path);
        return bytes == null ? null : new ByteArrayInputStream(bytes);
    }

    /// The files of a folder.
    static Tiles in(Path folder) {
        return new LogFolder(folder);
    }
}
