package sekisho.app;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// The lines of a file as it was when it was opened, one after the other, each with its place.
///
/// What is appended to the file meanwhile is not read.
final class FactLines implements Closeable {
    /// No fact comes near it; a longer line is not held in memory.
    static final int LENGTH_MAX = 1 << 20;

    /// The byte order mark that some editors put at the beginning of UTF-8.
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /// A line, without its end and without a byte order mark.
    ///
    /// @param number counted from 1
    /// @param position of its first byte in the file
    /// @param length in bytes
    /// @param utf8 its bytes; null when it is longer than [#LENGTH_MAX]
    record Line(long number, long position, long length, byte @Nullable [] utf8) {}

    private final InputStream in;
    private final String sha256;
    private final long size;
    private byte[] pending = new byte[8192];
    private long position;
    private long number;

    private FactLines(InputStream in, String sha256, long size) {
        this.in = in;
        this.sha256 = sha256;
        this.size = size;
    }

    static FactLines open(Path file) throws IOException {
        MessageDigest digest = sha256();
        long size;
        try (var hashed = new DigestInputStream(Files.newInputStream(file), digest)) {
            size = hashed.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return new FactLines(
                new BufferedInputStream(Files.newInputStream(file), 1 << 16),
                HexFormat.of().formatHex(digest.digest()),
                size);
    }

    /// SHA-256 of the content, in hexadecimal.
    String sha256Hex() {
        return sha256;
    }

    /// How long the file is, in bytes.
    long size() {
        return size;
    }

    /// How much of it has been read, in bytes.
    long position() {
        return position;
    }

    /// The next line; null at the end.
    @Nullable Line next() throws IOException {
        long start = position;
        long length = 0;
        while (position < size) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            position++;
            if (b == '\n') {
                return line(start, length);
            }
            if (length < LENGTH_MAX) {
                if (length == pending.length) {
                    pending = Arrays.copyOf(pending, Math.min(LENGTH_MAX, 2 * pending.length));
                }
                pending[(int) length] = (byte) b;
            }
            length++;
        }
        return length == 0 ? null : line(start, length);
    }

    private Line line(long start, long length) {
        number++;
        if (length > LENGTH_MAX) {
            return new Line(number, start, length, null);
        }
        int until = (int) length;
        if (until > 0 && pending[until - 1] == '\r') {
            until--;
        }
        int from = number == 1 && until >= 3 && Arrays.equals(pending, 0, 3, MARK, 0, 3) ? 3 : 0;
        return new Line(number, start, length, Arrays.copyOfRange(pending, from, until));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
