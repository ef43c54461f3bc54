package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import sekisho.journal.JournalFailed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The folder of tiles and entry bundles, as it is served.
///
/// It is not trusted: it is derived from the segments, and whoever changes it only makes
/// verification fail. A tile that is there is never written over.
final class TileFolder {
    private final Path folder;
    private final Set<Path> unforced = new LinkedHashSet<>();

    TileFolder(Path folder) {
        this.folder = folder;
    }

    /// Writes a file whose name is durable after [#force()]. One that is there must be the same.
    ///
    /// @throws JournalFailed when another content has this name already
    void put(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        if (Files.exists(file)) {
            if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
                throw new JournalFailed(
                        "the published "
                                + path
                                + " is another than the journal makes; nothing is"
                                + " published before somebody has looked at it");
            }
        } else {
            make(DurableFile.parent(file));
            DurableFile.replace(file, bytes);
        }
        unforced.add(DurableFile.parent(file));
    }

    /// A new folder's name lies in the folder above it.
    private void make(Path needed) throws IOException {
        if (!Files.isDirectory(needed)) {
            Path above = DurableFile.parent(needed);
            make(above);
            Files.createDirectory(needed);
            unforced.add(above);
        }
    }

    /// Makes all names durable.
    void force() throws IOException {
        for (Path each : unforced) {
            DurableFile.forceFolder(each);
        }
        unforced.clear();
    }

    /// The hashes of a tile; of a partial one also from a wider one.
    ///
    /// @throws IllegalArgumentException when it is not there or not whole
    List<Hash> hashes(Tile tile) throws IOException {
        Path file = folder.resolve(tile.path());
        if (!Files.exists(file)) {
            file = folder.resolve(tile.whole().path());
        }
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(tile.path() + " is missing");
        }
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() % Hash.LENGTH != 0
                || bytes.remaining() < tile.width() * Hash.LENGTH) {
            throw new IllegalArgumentException(tile.path() + " has the wrong size");
        }
        var hashes = new ArrayList<Hash>(tile.width());
        for (int i = 0; i < tile.width(); i++) {
            hashes.add(Hash.read(bytes));
        }
        return hashes;
    }

    /// The bytes of a published file; null when it is not there.
    byte @Nullable [] get(String path) throws IOException {
        Path file = folder.resolve(path);
        return Files.exists(file) ? Files.readAllBytes(file) : null;
    }

    /// Removes the partial forms of a whole tile and of its entries; nobody needs them any more.
    void prune(Tile tile) throws IOException {
        remove(folder.resolve(tile.whole().path() + ".p"));
        if (tile.level() == 0) {
            remove(folder.resolve(tile.whole().entries() + ".p"));
        }
    }

    private static void remove(Path partials) throws IOException {
        if (Files.isDirectory(partials)) {
            try (Stream<Path> files = Files.list(partials)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(partials);
        }
    }
}
