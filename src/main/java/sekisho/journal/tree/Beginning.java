package sekisho.journal.tree;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// The first bytes of a file to which somebody may be writing.
final class Beginning extends FilterInputStream {
    private long left;

    Beginning(InputStream file, long bytes) {
        super(file);
        this.left = bytes;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int read = left == 0 ? -1 : super.read(into, offset, (int) Math.min(left, length));
        left -= Math.max(0, read);
        return read;
    }
}
