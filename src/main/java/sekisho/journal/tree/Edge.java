package sekisho.journal.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing tree: for each level of tiles, the hashes of its last, partial tile.
/// It is all one needs to add leaves and to know the root.
final class Edge {
    private final List<List<Hash>> levels = new ArrayList<>();
    private long size;

    /// Takes a tile that has become whole.
    interface Sink {
        void whole(Tile tile, byte[] hashes) throws IOException;
    }

    /// The edge of a tree whose tiles are there.
    static Edge of(Tiles tiles, long size) throws IOException {
        var edge = new Edge();
        edge.size = size;
        int level = 0;
        for (long there = size; there > 0; there >>>= Tile.HEIGHT) {
            int width = (int) (there % Tile.WIDTH);
            edge.levels.add(
                    width == 0
                            ? new ArrayList<>()
                            : new ArrayList<>(
                                    new Tile(level, there / Tile.WIDTH, width).read(tiles)));
            level++;
        }
        return edge;
    }

    void add(Hash leaf, Sink sink) throws IOException {
        add(0, size, leaf, sink);
        size++;
    }

    private void add(int level, long index, Hash hash, Sink sink) throws IOException {
        if (level == levels.size()) {
            levels.add(new ArrayList<>(Tile.WIDTH));
        }
        List<Hash> hashes = levels.get(level);
        hashes.add(hash);
        if (hashes.size() == Tile.WIDTH) {
            long tile = index / Tile.WIDTH;
            sink.whole(new Tile(level, tile, Tile.WIDTH), bytes(hashes));
            Hash root = TileNodes.root(hashes);
            hashes.clear();
            add(level + 1, tile, root, sink);
        }
    }

    /// Hands over the partial tiles as they are now.
    void partials(Sink sink) throws IOException {
        for (int level = 0; level < levels.size(); level++) {
            List<Hash> hashes = levels.get(level);
            if (!hashes.isEmpty()) {
                long there = size >>> (level * Tile.HEIGHT);
                sink.whole(new Tile(level, there / Tile.WIDTH, hashes.size()), bytes(hashes));
            }
        }
    }

    /// The hashes of the last leaves, as many as there are in the partial tile.
    List<Hash> lastLeaves() {
        return levels.isEmpty() ? List.of() : List.copyOf(levels.getFirst());
    }

    long size() {
        return size;
    }

    Hash root() {
        return root(levels);
    }

    /// The root above the partial tiles of all levels, the lowest first.
    static Hash root(List<List<Hash>> levels) {
        Hash right = null;
        for (List<Hash> hashes : levels) {
            int end = hashes.size();
            while (end > 0) {
                int start = end - Integer.lowestOneBit(end);
                Hash left = TileNodes.root(hashes.subList(start, end));
                right = right == null ? left : Hash.node(left, right);
                end = start;
            }
        }
        return right == null ? Hash.EMPTY : right;
    }

    private static byte[] bytes(List<Hash> hashes) {
        var out = ByteBuffer.allocate(hashes.size() * Hash.LENGTH);
        hashes.forEach(hash -> hash.write(out));
        return out.array();
    }
}
