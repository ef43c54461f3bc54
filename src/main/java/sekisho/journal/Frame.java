package sekisho.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// How an entry lies in a segment: `u32 length | u32 crc32c | entry`, most significant byte first.
///
/// The check covers the length, too, so that a run of zeros is no frame.
final class Frame {
    static final int HEADER = 8;

    /// The largest entry that is written or believed. The plan of ten thousand doors takes about a
    /// megabyte.
    static final int ENTRY_MAX = 16 << 20;

    private Frame() {}

    static int check(int length, byte[] bytes, int offset) {
        var crc = new CRC32C();
        crc.update(length >>> 24);
        crc.update(length >>> 16);
        crc.update(length >>> 8);
        crc.update(length);
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static void write(byte[] entry, ByteBuffer out) {
        out.putInt(entry.length).putInt(check(entry.length, entry, 0)).put(entry);
    }
}
