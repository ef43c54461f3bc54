package sekisho.sensor.usb;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The file that keeps [Remembered]: whole or not there.
///
/// Not trusted: who can write it can make a device that came while nobody looked appear as one that
/// was there before. It is told in either case.
final class Memory {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);

    private final Path file;

    Memory(Path file) {
        this.file = file;
    }

    /// What it keeps; null when it keeps nothing, or nothing that can be read.
    @Nullable Remembered read() {
        try {
            return Remembered.of(Files.readString(file));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | Unreadable e) {
            LOG.warn("{} can't be read: everything that is plugged in counts as new", file, e);
            return null;
        }
    }

    /// Keeps this from now on.
    void write(Remembered remembered) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        byte[] bytes = remembered.json().getBytes(StandardCharsets.UTF_8);
        try (var channel =
                FileChannel.open(
                        beside,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            var buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
