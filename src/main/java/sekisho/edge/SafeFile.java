package sekisho.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Small files that are whole or not there, and that nobody else may read: written beside, forced,
/// renamed, and the folder forced. Where the system has no POSIX permissions, its own defaults
/// hold.
public final class SafeFile {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private SafeFile() {}

    /// Writes a file whole.
    public static void write(Path file, byte[] content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " is no file");
        }
        folder(folder);
        Path beside = folder.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (var channel =
                FileChannel.open(
                        beside,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        owner("rw-------"))) {
            writeAll(channel, ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(folder);
    }

    /// The folder, made for its owner alone if it was not there.
    public static Path folder(Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? folder
                : Files.createDirectories(folder, owner("rwx------"));
    }

    /// Makes names in a folder durable. Some systems can't open a folder: there it is not needed.
    static void force(Path folder) throws IOException {
        if (POSIX) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    static FileAttribute<?>[] owner(String permissions) {
        if (!POSIX) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
    }
}
