package sekisho.journal.tree;

import java.util.List;

/// Checks proofs, as RFC 9162 (2.1.3.2 and 2.1.4.2) describes.
public final class Proofs {
    private Proofs() {}

    /// Whether a proof shows that a leaf is in the tree with this root.
    public static boolean isIncluded(
            Hash leaf, long index, long size, List<Hash> proof, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : proof) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = Hash.node(hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /// Whether a proof shows that the tree with one root is the beginning of that with the other.
    public static boolean isConsistent(
            long older, Hash olderRoot, long newer, Hash newerRoot, List<Hash> proof) {
        if (older < 1 || older > newer) {
            return false;
        }
        if (older == newer) {
            return proof.isEmpty() && olderRoot.equals(newerRoot);
        }
        long node = older - 1;
        long last = newer - 1;
        while ((node & 1) == 1) {
            node >>>= 1;
            last >>>= 1;
        }
        int next = node == 0 ? 0 : 1;
        if (proof.size() < next) {
            return false;
        }
        Hash was = node == 0 ? olderRoot : proof.getFirst();
        Hash is = was;
        for (Hash hash : proof.subList(next, proof.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                was = Hash.node(hash, was);
                is = Hash.node(hash, is);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                is = Hash.node(is, hash);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && was.equals(olderRoot) && is.equals(newerRoot);
    }
}
