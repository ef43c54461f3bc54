package sekisho.journal.tree;

/// Where the hashes of complete subtrees come from: memory, tiles on a disk, tiles of a server.
@FunctionalInterface
public interface Nodes {

    /// The root of the `2^level` leaves that begin with leaf `index · 2^level`.
    ///
    /// @throws IllegalArgumentException when not all of these leaves are there
    Hash at(int level, long index);
}
