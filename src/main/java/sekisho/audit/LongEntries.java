package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.EntryCodec;
import sekisho.journal.tree.Leaf;
import sekisho.journal.tree.Tiles;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.io.UncheckedIOException;

/// Entries that are too long for a bundle, such as the plan of a very large site: in an export they
/// lie beside the tiles, by their sequence.
final class LongEntries {
    private LongEntries() {}

    static String path(long sequence) {
        return "long/" + sequence + ".json";
    }

    /// The entry behind a leaf; null when the leaf is a digest and the entry is not at hand.
    static byte @Nullable [] whole(Tiles tiles, long sequence, byte[] leaf) {
        if (!Leaf.isDigest(leaf)) {
            return leaf;
        }
        try {
            byte[] bytes = tiles.get(path(sequence));
            return bytes != null && Leaf.stands(leaf, sequence, bytes) ? bytes : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static @Nullable Entry decoded(byte[] bytes) {
        try {
            return EntryCodec.decode(bytes);
        } catch (Unreadable e) {
            return null;
        }
    }
}
