package sekisho.journal.tree;

import java.io.ByteArrayOutputStream;

/// The leaves of one tile of level 0, one behind the other: `u16 length | leaf`.
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
}
