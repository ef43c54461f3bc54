package sekisho.journal.tree;

import sekisho.journal.RawEntry;
import sekisho.site.json.CanonicalJson;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/// What stands in the log for an entry: the entry itself.
///
/// An entry bundle can't hold one of more than 65,535 bytes (C2SP tlog-tiles: the length is a u16).
/// For such an entry, the plan of a very large site, stands its digest:
/// `{"bytes":…,"sequence":…,"sha256":…}`; the entry itself is in the segment.
public final class Leaf {
    static final int BYTES_MAX = 0xFFFF;

    private Leaf() {}

    static byte[] of(RawEntry entry) {
        byte[] bytes = entry.bytes();
        if (bytes.length <= BYTES_MAX) {
            return bytes;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return CanonicalJson.of(
                            Map.of(
                                    "bytes", (long) bytes.length,
                                    "sequence", entry.sequence(),
                                    "sha256", HexFormat.of().formatHex(digest)))
                    .getBytes(StandardCharsets.UTF_8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Whether an entry is too long to stand in a bundle itself.
    public static boolean isTooLong(byte[] entry) {
        return entry.length > BYTES_MAX;
    }

    /// Whether a leaf is the digest of an entry, and not the entry itself.
    public static boolean isDigest(byte[] leaf) {
        return new String(leaf, 0, Math.min(leaf.length, BEGIN.length()), StandardCharsets.UTF_8)
                .equals(BEGIN);
    }

    /// Whether a digest stands for this entry.
    public static boolean stands(byte[] digest, long sequence, byte[] entry) {
        return entry.length > BYTES_MAX && Arrays.equals(digest, of(new RawEntry(sequence, entry)));
    }

    /// How a digest begins; an entry begins with its first member, too, and that is never this one.
    private static final String BEGIN = "{\"bytes\":";
}
