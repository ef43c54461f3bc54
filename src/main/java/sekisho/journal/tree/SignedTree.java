package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import sekisho.journal.RawEntry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// The tree that was signed last, to be asked about its past: which root it had at a size, and
/// whether an entry is the one that stands in it.
public final class SignedTree {
    private final String note;
    private final Checkpoint checkpoint;
    private final Nodes nodes;

    private SignedTree(String note, Checkpoint checkpoint, Nodes nodes) {
        this.note = note;
        this.checkpoint = checkpoint;
        this.nodes = nodes;
    }

    /// The newest tree of a published log; absent before the first checkpoint.
    ///
    /// @throws IllegalArgumentException when the checkpoint is not signed by a key of the log
    public static @Nullable SignedTree of(Path log, VerifierKey key) throws IOException {
        Tiles tiles = Tiles.in(log);
        byte[] bytes = tiles.get(Publisher.CHECKPOINT);
        if (bytes == null) {
            return null;
        }
        return of(tiles, Keys.of(key, tiles), new String(bytes, StandardCharsets.UTF_8));
    }

    /// The tree of a note.
    ///
    /// @throws IllegalArgumentException when it is not signed by a key of the log
    public static SignedTree of(Tiles tiles, Keys keys, String note) {
        Checkpoint checkpoint = keys.checkpoint(note);
        return new SignedTree(note, checkpoint, new TileNodes(tiles, checkpoint.size()));
    }

    /// The signed note of it.
    public String note() {
        return note;
    }

    /// What is signed of it.
    public Checkpoint checkpoint() {
        return checkpoint;
    }

    /// What proves that it goes on from the tree it was at a smaller size.
    ///
    /// @param older at least 1, at most its own size
    /// @throws IllegalArgumentException when a tile is missing, as below
    public List<Hash> consistency(long older) {
        return MerkleTree.consistency(nodes, older, checkpoint.size());
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
