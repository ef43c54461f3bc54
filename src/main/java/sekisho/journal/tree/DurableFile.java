package sekisho.journal.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that are whole or not there, also after a power cut: written beside their place, forced,
/// renamed, and the folder forced.
final class DurableFile {
    private DurableFile() {}

    static void write(Path file, byte[] bytes) throws IOException {
        replace(file, bytes);
        forceFolder(parent(file));
    }

    /// Likewise, for the eyes of its owner only.
    static void writeSecret(Path file, byte[] bytes) throws IOException {
        replace(
                file,
                bytes,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        forceFolder(parent(file));
    }

    /// As [#write], but its name is durable only when the caller has forced the folder.
    static void replace(Path file, byte[] bytes, FileAttribute<?>... attributes)
            throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        Files.createFile(beside, attributes);
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
            var all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static void forceFolder(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException(file + " lies in no folder");
        }
        return parent;
    }
}
