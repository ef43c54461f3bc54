package sekisho.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/// A folder of the file system, held by one process at a time.
///
/// Each reader opens a channel of its own: an interrupted thread closes the channel it reads from,
/// and that must never be the one the journal is written to.
final class FileDisk implements Disk {
    private static final String LOCK = "lock";
    private static final int PIECE = 1 << 20;

    private final Path folder;
    private final @Nullable FileChannel lockFile;

    private FileDisk(Path folder, @Nullable FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /// Takes the folder, and makes it when it is not there.
    ///
    /// @throws JournalFailed when another process (or another journal of this one) has it
    static FileDisk open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Path parent = folder.toAbsolutePath().getParent();
            if (parent != null) {
                forceFolder(parent);
            }
        }
        var lockFile =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(lockFile)) {
            lockFile.close();
            throw new JournalFailed(
                    "the journal in "
                            + folder
                            + " is open in another process: only one may write it; stop that one"
                            + " first");
        }
        return new FileDisk(folder, lockFile);
    }

    /// The folder, to be looked at while a station may be writing to it.
    static FileDisk toRead(Path folder) {
        return new FileDisk(folder, null);
    }

    private static boolean locked(FileChannel lockFile) throws IOException {
        try {
            FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public Written create(String name) throws IOException {
        return new Growing(
                FileChannel.open(
                        folder.resolve(name),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE));
    }

    @Override
    public Written append(String name) throws IOException {
        var channel = FileChannel.open(folder.resolve(name), StandardOpenOption.WRITE);
        channel.position(channel.size());
        return new Growing(channel);
    }

    @Override
    public Readable read(String name) throws IOException {
        return readable(folder.resolve(name));
    }

    /// Opens a file for reading, whoever has its folder.
    static Readable readable(Path file) throws IOException {
        return new Whole(FileChannel.open(file, StandardOpenOption.READ));
    }

    @Override
    public void rewrite(String name, long from, long until) throws IOException {
        try (var channel =
                FileChannel.open(
                        folder.resolve(name), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (long at = from; at < until; ) {
                var piece = ByteBuffer.allocate((int) Math.min(PIECE, until - at));
                while (piece.hasRemaining()) {
                    if (channel.read(piece, at + piece.position()) < 0) {
                        throw new IOException(name + " ends before byte " + until);
                    }
                }
                piece.flip();
                while (piece.hasRemaining()) {
                    channel.write(piece, at + piece.position());
                }
                at += piece.limit();
            }
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                folder.resolve(from),
                folder.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void force() throws IOException {
        forceFolder(folder);
    }

    private static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        if (lockFile != null) {
            lockFile.close();
        }
    }

    private record Growing(FileChannel channel) implements Written {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            return channel.write(bytes);
        }

        /// With the metadata: the size of the file has changed.
        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record Whole(FileChannel channel) implements Readable {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return channel.read(into, offset);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
