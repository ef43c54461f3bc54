package sekisho.journal.tree;

import java.util.ArrayList;
import java.util.List;

/// Roots and proofs of the tree over the first leaves of a log, as RFC 6962 (2.1) defines them.
public final class MerkleTree {
    private MerkleTree() {}

    /// The root of the first `size` leaves.
    public static Hash root(Nodes nodes, long size) {
        return size == 0 ? Hash.EMPTY : range(nodes, 0, size);
    }

    /// What proves that a leaf is in the tree.
    ///
    /// @param index of the leaf, 0 for the first
    /// @param size of the tree, greater than `index`
    public static List<Hash> inclusion(Nodes nodes, long index, long size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("no leaf " + index + " in a tree of " + size);
        }
        var proof = new ArrayList<Hash>();
        inclusion(nodes, index, 0, size, proof);
        return proof;
    }

    private static void inclusion(
            Nodes nodes, long index, long from, long until, List<Hash> proof) {
        if (until - from == 1) {
            return;
        }
        long middle = from + split(until - from);
        if (index < middle) {
            inclusion(nodes, index, from, middle, proof);
            proof.add(range(nodes, middle, until));
        } else {
            inclusion(nodes, index, middle, until, proof);
            proof.add(range(nodes, from, middle));
        }
    }

    /// What proves that the tree of one size is the beginning of the tree of another.
    ///
    /// @param older at least 1, at most `newer`
    public static List<Hash> consistency(Nodes nodes, long older, long newer) {
        if (older < 1 || older > newer) {
            throw new IllegalArgumentException("no tree of " + older + " in one of " + newer);
        }
        var proof = new ArrayList<Hash>();
        consistency(nodes, older, 0, newer, true, proof);
        return proof;
    }

    private static void consistency(
            Nodes nodes, long older, long from, long until, boolean whole, List<Hash> proof) {
        if (older == until) {
            if (!whole) {
                proof.add(range(nodes, from, until));
            }
            return;
        }
        long middle = from + split(until - from);
        if (older <= middle) {
            consistency(nodes, older, from, middle, whole, proof);
            proof.add(range(nodes, middle, until));
        } else {
            consistency(nodes, older, middle, until, false, proof);
            proof.add(range(nodes, from, middle));
        }
    }

    private static Hash range(Nodes nodes, long from, long until) {
        long length = until - from;
        if (Long.bitCount(length) == 1) {
            int level = Long.numberOfTrailingZeros(length);
            return nodes.at(level, from >>> level);
        }
        long middle = from + split(length);
        return Hash.node(range(nodes, from, middle), range(nodes, middle, until));
    }

    /// The largest power of two below a length of at least 2.
    private static long split(long length) {
        return Long.highestOneBit(length - 1);
    }
}
