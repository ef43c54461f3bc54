package sekisho.journal.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;

/// Copies the part of a published log that proves a range of its entries: their bundles, the tiles
/// above them, and the right edge of the tree, which leads to the signed root.
public final class Excerpt {
    private Excerpt() {}

    /// @param size of the signed log
    /// @param kept by sequence: other entries are left out, and only their hashes are copied
    /// @param out an empty folder
    /// @throws IllegalArgumentException when a file of the log is missing or not whole
    public static void copy(
            Tiles from, long size, long first, long last, LongPredicate kept, Path out)
            throws IOException {
        Set<Tile> tiles = new LinkedHashSet<>();
        for (long index = (first - 1) / Tile.WIDTH; index <= (last - 1) / Tile.WIDTH; index++) {
            Tile name = tile(size, 0, index);
            tiles.add(name);
            write(out.resolve(name.entries()), bundle(from, name, kept));
            long above = index / Tile.WIDTH;
            for (int level = 1; size >>> (level * Tile.HEIGHT) > above * Tile.WIDTH; level++) {
                tiles.add(tile(size, level, above));
                above /= Tile.WIDTH;
            }
        }
        for (int level = 0; size >>> (level * Tile.HEIGHT) > 0; level++) {
            long there = size >>> (level * Tile.HEIGHT);
            if (there % Tile.WIDTH > 0) {
                tiles.add(tile(size, level, there / Tile.WIDTH));
            }
        }
        for (Tile name : tiles) {
            List<Hash> hashes = name.read(from);
            var bytes = ByteBuffer.allocate(hashes.size() * Hash.LENGTH);
            hashes.forEach(hash -> hash.write(bytes));
            write(out.resolve(name.path()), bytes.array());
        }
    }

    private static Tile tile(long size, int level, long index) {
        long there = size >>> (level * Tile.HEIGHT);
        return new Tile(level, index, (int) Math.min(Tile.WIDTH, there - index * Tile.WIDTH));
    }

    private static byte[] bundle(Tiles from, Tile name, LongPredicate kept) throws IOException {
        byte[] file = from.get(name.entries());
        if (file == null) {
            file = from.get(name.whole().entries());
        }
        if (file == null) {
            throw new IllegalArgumentException(name.entries() + " is missing");
        }
        var bundle = new Bundle();
        var leaves = Bundle.read(file, name.width());
        for (int i = 0; i < leaves.size(); i++) {
            byte[] leaf = leaves.get(i);
            if (leaf == null) {
                throw new IllegalArgumentException(name.entries() + " is not whole");
            }
            boolean wanted = kept.test(name.index() * Tile.WIDTH + i + 1);
            bundle.add(wanted ? leaf : new byte[0]);
        }
        return bundle.bytes();
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, bytes);
    }
}
