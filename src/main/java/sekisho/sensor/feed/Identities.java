package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;

/// Numbers for the messages of one sender, by what identifies each: one that comes again has the
/// number it had, so that the journal knows it. In a file, because it may come again after a
/// restart.
///
/// The file begins with a mark, the run, the number of the first record and a checksum; a record is
/// a digest of the identity, one of the content, and a checksum. Its place tells its number: one
/// that is damaged is forgotten, and its number is never given again. So the worst that a damaged
/// file does is that a message is entered twice; a lost file begins a new run. It is trusted: who
/// can write it can make a message pass for one that came before. A number may be used only behind
/// [#force]. One thread only.
public final class Identities implements Closeable {
    /// So many are remembered at least: at ten messages a second, those of the last three hours.
    static final int KEPT = 100_000;

    private static final long MARK = 0x53454b_4944_0001L;
    private static final int HEADER = 8 + 16 + 8 + 4;
    private static final int RECORD = 16 + 8 + 4;

    private record Key(long high, long low) {}

    private record Entry(long number, long content) {}

    /// What is known of a message.
    ///
    /// @param number its own
    /// @param same whether it had the same content when it came first
    public record Known(long number, boolean same) {}

    private final Path file;
    private final int kept;
    private final Map<Key, Entry> entries = new HashMap<>();
    private FileChannel channel;
    private UUID run = new UUID(0, 0);
    private long first = 1;
    private long slots;

    /// Records that are not known to be on the disk.
    private ByteBuffer unwritten = ByteBuffer.allocate(64 * RECORD);

    private Identities(Path file, int kept, FileChannel channel) {
        this.file = file;
        this.kept = kept;
        this.channel = channel;
    }

    /// Opens the file, or begins one.
    static Identities open(Path file) throws IOException {
        return open(file, KEPT);
    }

    /// The same, which remembers so many at least.
    public static Identities open(Path file, int kept) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        var identities = new Identities(file, kept, channel(file));
        try {
            identities.load();
        } catch (IOException | RuntimeException e) {
            identities.close();
            throw e;
        }
        return identities;
    }

    private static FileChannel channel(Path file) throws IOException {
        return FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private void load() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
            // Until everything is there.
        }
        bytes.flip();
        if (!isHeader(bytes)) {
            begin();
            return;
        }
        bytes.position(8);
        run = new UUID(bytes.getLong(), bytes.getLong());
        first = bytes.getLong();
        bytes.position(HEADER);
        while (bytes.hasRemaining()) {
            if (bytes.remaining() >= RECORD) {
                loadRecord(bytes);
            } else {
                bytes.position(bytes.limit());
            }
            slots++;
        }
    }

    private static boolean isHeader(ByteBuffer bytes) {
        return bytes.remaining() >= HEADER
                && bytes.getLong(0) == MARK
                && bytes.getInt(HEADER - 4) == checksum(bytes.slice(0, HEADER - 4), 0);
    }

    private void loadRecord(ByteBuffer bytes) {
        int checksum = checksum(bytes.slice(bytes.position(), RECORD - 4), first + slots);
        var key = new Key(bytes.getLong(), bytes.getLong());
        long content = bytes.getLong();
        if (bytes.getInt() == checksum) {
            entries.put(key, new Entry(first + slots, content));
        }
    }

    /// A new run: what the file held can't be read as numbers.
    private void begin() throws IOException {
        run = UUID.randomUUID();
        first = 1;
        slots = 0;
        channel.truncate(0);
        writeAll(channel, header(first), 0);
        channel.force(true);
        forceFolder();
    }

    private ByteBuffer header(long number) {
        ByteBuffer header =
                ByteBuffer.allocate(HEADER)
                        .putLong(MARK)
                        .putLong(run.getMostSignificantBits())
                        .putLong(run.getLeastSignificantBits())
                        .putLong(number);
        return header.putInt(checksum(header.slice(0, HEADER - 4), 0)).flip();
    }

    /// In which the numbers count up.
    public String boot() {
        return run.toString();
    }

    /// The number of a message; a new one if it never came before, or too long ago.
    public Known number(String identity, String content) {
        Known before = known(identity, content);
        if (before != null) {
            return before;
        }
        Key key = key(identity);
        long print = print(content);
        long number = first + slots++;
        entries.put(key, new Entry(number, print));
        append(key, print, number);
        return new Known(number, true);
    }

    /// What is known of a message that came before; null when none came.
    public @Nullable Known known(String identity, String content) {
        Entry known = entries.get(key(identity));
        return known == null ? null : new Known(known.number(), known.content() == print(content));
    }

    private static Key key(String identity) {
        ByteBuffer halves = ByteBuffer.wrap(sha256(identity));
        return new Key(halves.getLong(), halves.getLong());
    }

    private static long print(String content) {
        return ByteBuffer.wrap(sha256(content)).getLong();
    }

    private void append(Key key, long content, long number) {
        if (unwritten.remaining() < RECORD) {
            unwritten = ByteBuffer.allocate(2 * unwritten.capacity()).put(unwritten.flip());
        }
        int from = unwritten.position();
        unwritten.putLong(key.high()).putLong(key.low()).putLong(content);
        unwritten.putInt(checksum(unwritten.slice(from, RECORD - 4), number));
    }

    /// Makes every number that was given durable. What could not be written is written again next
    /// time, from memory.
    public void force() throws IOException {
        int bytes = unwritten.position();
        if (bytes == 0) {
            return;
        }
        long place = HEADER + (slots - bytes / RECORD) * RECORD;
        writeAll(channel, unwritten.duplicate().flip(), place);
        channel.force(false);
        unwritten.clear();
        if (slots >= 2L * kept) {
            forgetTheOldest();
        }
    }

    private void forgetTheOldest() throws IOException {
        long from = first + slots - kept;
        ByteBuffer records = ByteBuffer.allocate(kept * RECORD);
        while (records.hasRemaining()) {
            if (channel.read(records, HEADER + (from - first) * RECORD + records.position()) < 0) {
                throw new IOException(file + " became shorter");
            }
        }
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        FileChannel next = channel(beside);
        try {
            writeAll(next, header(from), 0);
            writeAll(next, records.flip(), HEADER);
            next.force(true);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            next.close();
            throw e;
        }
        channel.close();
        channel = next;
        first = from;
        slots = kept;
        entries.values().removeIf(entry -> entry.number() < from);
        forceFolder();
    }

    private void forceFolder() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (var opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes, long place)
            throws IOException {
        long at = place;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private static int checksum(ByteBuffer record, long number) {
        var crc = new CRC32C();
        crc.update(record);
        crc.update(ByteBuffer.allocate(8).putLong(number).flip());
        return (int) crc.getValue();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
