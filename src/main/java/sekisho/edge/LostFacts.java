package sekisho.edge;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/// Facts that could not be kept, counted on disk until that has been told.
///
/// The count stands in a file of one fixed size that is overwritten in place: so it can be kept on
/// a disk that has no room. A crash between the telling and the clearing tells twice rather than
/// never. The agent guards it.
final class LostFacts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LostFacts.class);
    private static final String FILE = "lost";

    /// A count, two times and the reason, filled up with blanks.
    private static final int LENGTH = 256;

    private static final String UNREADABLE = "the count of lost facts was damaged on disk";

    /// How many, from when until when, and why the last of them.
    record Gap(long count, Instant from, Instant until, String reason) {}

    private final RandomAccessFile file;
    private @Nullable Gap gap;

    private LostFacts(RandomAccessFile file, @Nullable Gap gap) {
        this.file = file;
        this.gap = gap;
    }

    /// Opens the count of a folder, or begins one.
    ///
    /// @param now stands for the time of what was lost where the file is damaged
    static LostFacts open(Path folder, Instant now) throws IOException {
        var file = new RandomAccessFile(folder.resolve(FILE).toFile(), "rw");
        try {
            if (file.length() != LENGTH) {
                file.setLength(0);
                file.write(blanks());
                file.getFD().sync();
                return new LostFacts(file, null);
            }
            byte[] kept = new byte[LENGTH];
            file.readFully(kept);
            return new LostFacts(file, read(new String(kept, StandardCharsets.UTF_8), now));
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static @Nullable Gap read(String text, Instant now) {
        if (text.isBlank()) {
            return null;
        }
        String[] parts = text.strip().split(" ", 4);
        try {
            return new Gap(
                    Long.parseLong(parts[0]),
                    Instant.ofEpochMilli(Long.parseLong(parts[1])),
                    Instant.ofEpochMilli(Long.parseLong(parts[2])),
                    parts[3]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return new Gap(1, now, now, UNREADABLE);
        }
    }

    /// One more is lost.
    void add(Instant at, String reason) {
        Gap before = gap;
        gap =
                before == null
                        ? new Gap(1, at, at, reason)
                        : new Gap(before.count() + 1, before.from(), at, reason);
        keep(
                "%d %d %d %s"
                        .formatted(
                                gap.count(),
                                gap.from().toEpochMilli(),
                                gap.until().toEpochMilli(),
                                reason));
    }

    /// What is to be told; null when nothing was lost.
    @Nullable Gap gap() {
        return gap;
    }

    /// It has been told, and counts no more.
    void told() {
        gap = null;
        keep("");
    }

    private void keep(String text) {
        byte[] bytes = blanks();
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(utf8, 0, bytes, 0, Math.min(utf8.length, LENGTH));
        try {
            file.seek(0);
            file.write(bytes);
            file.getFD().sync();
        } catch (IOException e) {
            LOG.error("the count of lost facts could not be kept: {}", gap, e);
        }
    }

    private static byte[] blanks() {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, (byte) ' ');
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
