package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// A SHA-256 of the Merkle tree. Leaves and nodes are told apart by their first byte (RFC 6962,
/// 2.1).
public final class Hash {
    /// Its length in bytes.
    public static final int LENGTH = 32;

    /// The root of a tree without leaves.
    public static final Hash EMPTY = new Hash(sha256().digest());

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The hash with these bytes.
    ///
    /// @throws IllegalArgumentException when they are not 32
    public static Hash of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /// Reads the next hash.
    static Hash read(ByteBuffer in) {
        var bytes = new byte[LENGTH];
        in.get(bytes);
        return new Hash(bytes);
    }

    /// The hash of a leaf.
    public static Hash leaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update((byte) 0);
        return new Hash(digest.digest(entry));
    }

    /// The hash of the node above two others.
    public static Hash node(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update((byte) 1);
        digest.update(left.bytes);
        return new Hash(digest.digest(right.bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// Its bytes, as a copy.
    public byte[] bytes() {
        return bytes.clone();
    }

    void write(ByteBuffer out) {
        out.put(bytes);
    }

    /// As it stands in a checkpoint.
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return base64();
    }
}
