package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// The files of a published log (C2SP tlog-tiles), wherever they are: a folder, an export, a
/// station's address. Nothing in them is believed before it leads to a signed checkpoint.
@FunctionalInterface
public interface Tiles {

    /// The bytes of a file; null when it is not there.
    ///
    /// @param path such as `tile/0/x001/234.p/17`
    byte @Nullable [] get(String path) throws IOException;

    /// The files of a folder.
    static Tiles in(Path folder) {
        return new LogFolder(folder);
    }
}
