package sekisho.sensor.osdp;

import sekisho.site.Bytes;
import sekisho.site.ReaderId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Keys of readers in a file of their own that nobody but the station may read.
///
/// One line for each reader: its keys in hexadecimal, the one it is to have first, then its id. The
/// file is trusted: who can read it can play a reader, who can write it can keep one out; neither
/// can open a door or change what was recorded. To give a reader a new key, put one in front of its
/// line; the old one is dropped once the reader has taken the new one.
public final class OsdpKeyFile implements OsdpKeys {
    private static final Set<PosixFilePermission> OURS_ALONE =
            PosixFilePermissions.fromString("rw-------");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path path;
    private final Map<String, List<Bytes>> keys;

    private OsdpKeyFile(Path path, Map<String, List<Bytes>> keys) {
        this.path = path;
        this.keys = keys;
    }

    /// Reads the file; one that is not there is made when the first key is drawn.
    ///
    /// @throws IllegalArgumentException when a line is no such line, or others may read the file
    public static OsdpKeyFile open(Path path) {
        var keys = new TreeMap<String, List<Bytes>>();
        try {
            if (Files.exists(path)) {
                checkPermissions(path);
                int number = 0;
                for (String line : Files.readAllLines(path)) {
                    number++;
                    readLine(line, path + ", line " + number, keys);
                }
            }
            return new OsdpKeyFile(path, keys);
        } catch (IOException e) {
            throw new UncheckedIOException("keys can't be read from " + path, e);
        }
    }

    @Override
    public synchronized List<Bytes> of(ReaderId reader) {
        return List.copyOf(keys.getOrDefault(reader.value(), List.of()));
    }

    @Override
    public synchronized Bytes draw(ReaderId reader) throws IOException {
        byte[] drawn = new byte[SIZE];
        RANDOM.nextBytes(drawn);
        Bytes key = Bytes.of(drawn);
        keys.computeIfAbsent(reader.value(), _ -> new ArrayList<>()).addFirst(key);
        write();
        return key;
    }

    @Override
    public synchronized void confirm(ReaderId reader) throws IOException {
        List<Bytes> known = keys.get(reader.value());
        if (known != null && known.size() > 1) {
            known.subList(1, known.size()).clear();
            write();
        }
    }

    private static void checkPermissions(Path path) throws IOException {
        Set<PosixFilePermission> given = Files.getPosixFilePermissions(path);
        if (!OURS_ALONE.containsAll(given)) {
            throw new IllegalArgumentException(
                    path + " can be read by others; make it private: chmod 600 " + path);
        }
    }

    private static void readLine(String line, String where, Map<String, List<Bytes>> keys) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        var found = new ArrayList<Bytes>();
        String rest = line.strip();
        while (rest.matches("[0-9a-fA-F]{32}\\s.*")) {
            found.add(Bytes.ofHex(rest.substring(0, 2 * SIZE)));
            rest = rest.substring(2 * SIZE).strip();
        }
        if (found.isEmpty() || rest.isEmpty()) {
            throw new IllegalArgumentException(
                    where + ": wants keys of 32 hexadecimal digits, then the id of a reader");
        }
        if (keys.put(rest, found) != null) {
            throw new IllegalArgumentException(where + ": reader " + rest + " is there twice");
        }
    }

    /// To a file beside it, to the disk, and only then into its place.
    private void write() throws IOException {
        var text = new StringBuilder();
        keys.forEach((reader, known) -> {
            known.forEach(key -> text.append(key.hex()).append(' '));
            text.append(reader).append('\n');
        });
        Path beside = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, PosixFilePermissions.asFileAttribute(OURS_ALONE));
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(beside, path, StandardCopyOption.ATOMIC_MOVE);
        Path folder = path.toAbsolutePath().getParent();
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
