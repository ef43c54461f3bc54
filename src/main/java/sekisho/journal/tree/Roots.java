package sekisho.journal.tree;

/// Roots of the earlier states of a log, from its tiles.
public final class Roots {
    private Roots() {}

    /// The root that a log of one size had when it had another.
    ///
    /// @param older at most `size`
    /// @throws IllegalArgumentException when a tile that it takes is not there
    public static Hash at(Tiles tiles, long size, long older) {
        return MerkleTree.root(new TileNodes(tiles, size), older);
    }
}
