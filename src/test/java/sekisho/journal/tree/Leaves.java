package sekisho.journal.tree;

import java.util.ArrayList;
import java.util.List;

/// A tree in memory, by the definition and without any cleverness.
final class Leaves implements Nodes {
    private final List<Hash> leaves = new ArrayList<>();

    void add(byte[] entry) {
        leaves.add(Hash.leaf(entry));
    }

    Hash leaf(int index) {
        return leaves.get(index);
    }

    @Override
    public Hash at(int level, long index) {
        if (level == 0) {
            return leaves.get(Math.toIntExact(index));
        }
        return Hash.node(at(level - 1, 2 * index), at(level - 1, 2 * index + 1));
    }
}
