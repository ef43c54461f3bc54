package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import sekisho.journal.JournalFailed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/// The folder of tiles and entry bundles, as it is served.
///
/// It is not trusted: it is derived from the segments, and whoever changes it only makes
/// verification fail. A tile that is there is never written over.
final class TileFolder implements Tiles {
    private final LogDisk disk;

    TileFolder(Path folder) {
        this(new LogFolder(folder));
    }

    TileFolder(LogDisk disk) {
        this.disk = disk;
    }

    /// Writes a file that is durable after [#force()]. One that is there must be the same.
    ///
    /// @throws JournalFailed when another content has this name already
    void put(String path, byte[] bytes) throws IOException {
        byte[] there = disk.get(path);
        if (there == null) {
            disk.write(path, bytes);
        } else if (Arrays.equals(there, bytes)) {
            disk.again(path);
        } else {
            throw new JournalFailed(
                    "the published "
                            + path
                            + " is another than the journal makes; nothing is"
                            + " published before somebody has looked at it");
        }
    }

    /// Makes them durable.
    void force() throws IOException {
        disk.force();
    }

    @Override
    public byte @Nullable [] get(String path) throws IOException {
        return disk.get(path);
    }

    /// Removes the partial forms of a whole tile and of its entries; nobody needs them any more.
    void prune(Tile tile) throws IOException {
        disk.remove(tile.whole().path() + ".p");
        if (tile.level() == 0) {
            disk.remove(tile.whole().entries() + ".p");
        }
    }
}
