package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The leaves of one tile of level 0, one behind the other: `u16 length | leaf`. In an export an
/// entry that was left out on purpose has no bytes; its hash is in the tile.
final class Bundle {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int leaves;

    void add(byte[] leaf) {
        bytes.write(leaf.length >>> 8);
        bytes.write(leaf.length);
        bytes.writeBytes(leaf);
        leaves++;
    }

    int leaves() {
        return leaves;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    void clear() {
        bytes.reset();
        leaves = 0;
    }

    /// The leaves of a bundle; null from the one on that is not whole.
    static List<byte @Nullable []> read(byte[] bundle, int width) {
        var leaves = new ArrayList<byte @Nullable []>(width);
        int at = 0;
        for (int i = 0; i < width; i++) {
            int until = at + 2;
            if (until <= bundle.length) {
                until += (bundle[at] & 0xFF) << 8 | bundle[at + 1] & 0xFF;
            }
            boolean whole = until <= bundle.length && at + 2 <= bundle.length;
            leaves.add(whole ? Arrays.copyOfRange(bundle, at + 2, until) : null);
            at = whole ? until : bundle.length + 1;
        }
        return leaves;
    }
}
