package sekisho.journal.tree;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The hashes of a tree of a known size, read from its tiles.
final class TileNodes implements Nodes {
    private static final int KEPT = 64;

    private final Tiles tiles;
    private final long size;
    private final Map<Tile, List<Hash>> kept =
            new LinkedHashMap<>(KEPT, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Tile, List<Hash>> eldest) {
                    return size() > KEPT;
                }
            };

    TileNodes(Tiles tiles, long size) {
        this.tiles = tiles;
        this.size = size;
    }

    @Override
    public Hash at(int level, long index) {
        int within = level % Tile.HEIGHT;
        int tileLevel = level / Tile.HEIGHT;
        long first = index << within;
        Tile tile = tile(tileLevel, first / Tile.WIDTH);
        int from = (int) (first % Tile.WIDTH);
        int until = from + (1 << within);
        if (until > tile.width()) {
            throw new IllegalArgumentException(
                    "not all leaves below " + level + ", " + index + " are in a tree of " + size);
        }
        return root(hashes(tile).subList(from, until));
    }

    private Tile tile(int level, long index) {
        long there = size >>> (level * Tile.HEIGHT);
        long width = Math.min(Tile.WIDTH, there - index * Tile.WIDTH);
        return new Tile(level, index, (int) Math.max(width, 0));
    }

    private List<Hash> hashes(Tile tile) {
        return kept.computeIfAbsent(
                tile,
                missing -> {
                    try {
                        return missing.read(tiles);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /// The root above a power of two of hashes.
    static Hash root(List<Hash> hashes) {
        int size = hashes.size();
        return size == 1
                ? hashes.getFirst()
                : Hash.node(
                        root(hashes.subList(0, size / 2)), root(hashes.subList(size / 2, size)));
    }
}
