package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import sekisho.journal.RawEntry;

import java.io.IOException;
import java.nio.file.Path;

/// The tree that was signed last, to be asked about its past: which root it had at a size, and
/// whether an entry is the one that stands in it.
public final class SignedTree {
    private final Checkpoint checkpoint;
    private final Nodes nodes;

    private SignedTree(Checkpoint checkpoint, Nodes nodes) {
        this.checkpoint = checkpoint;
        this.nodes = nodes;
    }

    /// The newest tree of a published log; absent before the first checkpoint.
    ///
    /// @throws IllegalArgumentException when the checkpoint is not signed by a key of the log
    public static @Nullable SignedTree of(Path log, VerifierKey key) throws IOException {
        Tiles tiles = Tiles.in(log);
        Checkpoint checkpoint = Publisher.read(tiles, Keys.of(key, tiles));
        return checkpoint == null
                ? null
                : new SignedTree(checkpoint, new TileNodes(tiles, checkpoint.size()));
    }

    /// How many entries it covers.
    public long size() {
        return checkpoint.size();
    }

    /// The root it had at a size, at most its own.
    ///
    /// @throws IllegalArgumentException when a tile is missing that has to be asked; a tile that
    ///   was replaced by a wider one meanwhile may be missing for a moment
    public Hash root(long size) {
        return MerkleTree.root(nodes, size);
    }

    /// Whether this entry stands in it.
    ///
    /// @throws IllegalArgumentException as above
    public boolean holds(RawEntry entry) {
        return nodes.at(0, entry.sequence() - 1).equals(Hash.leaf(Leaf.of(entry)));
    }
}
