package sekisho.edge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.edge.seal.SealKey;
import sekisho.edge.seal.Sealer;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/// The key of the next fact, on the agent's disk: one sector that is overwritten in place, so that
/// the key before is gone. The spool guards it; see `spool.md`.
final class SealFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SealFile.class);
    private static final String FILE = "seal";

    /// `crc32c chain index key`, filled up with blanks: one sector.
    private static final int LENGTH = 512;

    private static final int CHECK = 9;

    private final RandomAccessFile file;
    private @Nullable Sealer sealer;

    private SealFile(RandomAccessFile file, @Nullable Sealer sealer) {
        this.file = file;
        this.sealer = sealer;
    }

    /// Opens the one of a folder, or begins one without a chain. One that is damaged has none
    /// either: the station notices, and gives another.
    static SealFile open(Path folder) throws IOException {
        Path path = folder.resolve(FILE);
        if (!Files.exists(path)) {
            Files.createFile(path, SafeFile.owner("rw-------"));
        }
        var file = new RandomAccessFile(path.toFile(), "rw");
        try {
            byte[] kept = new byte[(int) Math.min(file.length(), LENGTH)];
            file.readFully(kept);
            return new SealFile(file, read(new String(kept, StandardCharsets.US_ASCII), path));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static @Nullable Sealer read(String text, Path path) {
        if (text.isBlank()) {
            return null;
        }
        String kept = text.strip();
        String[] parts = kept.split(" ");
        if (parts.length != 4 || !kept.startsWith(check(kept.substring(CHECK)))) {
            LOG.error("{} is damaged; the station gives this agent another key", path);
            return null;
        }
        return new Sealer(
                parts[1], Long.parseLong(parts[2]), SealKey.of(HexFormat.of().parseHex(parts[3])));
    }

    /// What seals the next fact; null before the station has given a chain.
    @Nullable Sealer sealer() {
        return sealer;
    }

    /// The next fact is sealed by this.
    ///
    /// @throws IOException when that can't be kept; then nothing has changed
    void put(Sealer next) throws IOException {
        String text =
                next.chain()
                        + ' '
                        + next.index()
                        + ' '
                        + HexFormat.of().formatHex(next.key().bytes());
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) ' ');
        byte[] ascii = (check(text) + text).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, bytes, 0, ascii.length);
        file.seek(0);
        file.write(bytes);
        file.getFD().sync();
        if (sealer != null && sealer.key() != next.key()) {
            sealer.key().wipe();
        }
        sealer = next;
    }

    private static String check(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return "%08x ".formatted(crc.getValue());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
