package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;

/// What has been published of a log, while its entries go by.
final class Published {

    /// Takes what is wrong.
    interface Faults {
        void accept(Fault.Kind kind, long entry, String sentence);
    }

    private final Tiles tiles;
    private final @Nullable Checkpoint newest;
    private final long size;
    private final TileNodes nodes;
    private final Bundle bundle = new Bundle();
    private @Nullable Boolean signed;

    /// @param newest the published checkpoint; absent when nothing has been published
    Published(Tiles tiles, @Nullable Checkpoint newest) {
        this.tiles = tiles;
        this.newest = newest;
        this.size = newest == null ? 0 : newest.size();
        this.nodes = new TileNodes(tiles, size);
    }

    /// The published checkpoint; absent when nothing has been published.
    @Nullable Checkpoint newest() {
        return newest;
    }

    /// How many entries have been published.
    long size() {
        return size;
    }

    /// The published hash of an entry; null when its tile can't be read.
    @Nullable Hash leaf(long entry) {
        try {
            return nodes.at(0, entry - 1);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Whether the published leaves are those of the newest checkpoint.
    boolean isSigned() {
        if (signed == null) {
            signed = newest != null && newest.root().equals(root());
        }
        return signed;
    }

    private @Nullable Hash root() {
        try {
            var leaves = new Edge();
            for (long index = 0; index < size; index++) {
                leaves.add(nodes.at(0, index), (_, _) -> {});
            }
            return leaves.root();
        } catch (IllegalArgumentException | IOException e) {
            return null;
        }
    }

    /// Compares the tiles of a growing tree with the published ones: whole ones as they come, the
    /// partial ones when it has the published size.
    void compare(Edge tree, Hash leaf, Faults faults) throws IOException {
        long entry = tree.size() + 1;
        tree.add(
                leaf,
                (tile, hashes) -> {
                    if (entry <= size) {
                        compare(tile.path(), tile.path(), hashes, entry, faults);
                    }
                });
        if (entry == size) {
            tree.partials((tile, hashes) ->
                    compare(tile.path(), tile.whole().path(), hashes, entry, faults));
        }
    }

    /// Compares the bundles of entries with the published ones.
    void bundle(long entry, byte[] leaf, Faults faults) throws IOException {
        if (entry > size) {
            return;
        }
        bundle.add(leaf);
        if (bundle.leaves() == Tile.WIDTH || entry == size) {
            Tile tile = new Tile(0, (entry - 1) / Tile.WIDTH, bundle.leaves());
            compare(tile.entries(), tile.whole().entries(), bundle.bytes(), entry, faults);
            bundle.clear();
        }
    }

    /// A partial file may have been replaced by the whole one meanwhile, which begins with it.
    private void compare(String path, String whole, byte[] bytes, long entry, Faults faults)
            throws IOException {
        byte[] there = tiles.get(path);
        if (there == null) {
            byte[] more = tiles.get(whole);
            there = more == null ? null : Arrays.copyOf(more, bytes.length);
        }
        if (!Arrays.equals(there, bytes)) {
            faults.accept(
                    Fault.Kind.PUBLISHED,
                    entry,
                    "the published "
                            + path
                            + (there == null
                                    ? " is missing"
                                    : " is not what the entries up to " + entry + " make"));
        }
    }
}
