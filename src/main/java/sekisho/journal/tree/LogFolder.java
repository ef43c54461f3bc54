package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/// A folder of the file system.
final class LogFolder implements LogDisk {
    /// So many files wait for the disk together, which makes them durable in one go: ten times as
    /// many in the same time as one after the other on ext4.
    private static final int TOGETHER = 16;

    /// So many are held in memory at most; each has up to 16 MiB, and most have less than 100 KiB.
    private static final int WAITING_MAX = 64;

    private final Path folder;
    private final Map<String, byte[]> waiting = new LinkedHashMap<>();
    private final Set<Path> unforced = new LinkedHashSet<>();

    LogFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public byte @Nullable [] get(String path) throws IOException {
        byte[] held = waiting.get(path);
        if (held != null) {
            return held.clone();
        }
        Path file = folder.resolve(path);
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    @Override
    public @Nullable InputStream open(String path) throws IOException {
        Path file = folder.resolve(path);
        return Files.isRegularFile(file)
                ? new Beginning(Files.newInputStream(file), Files.size(file))
                : null;
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        make(DurableFile.parent(file));
        DurableFile.replace(file, bytes);
        unforced.add(DurableFile.parent(file));
    }

    @Override
    public void write(String path, byte[] bytes) throws IOException {
        waiting.put(path, bytes.clone());
        if (waiting.size() == WAITING_MAX) {
            writeWaiting();
        }
    }

    /// Returns when the last of them has been tried: nothing is written behind its back.
    private void writeWaiting() throws IOException {
        Map<String, byte[]> files = Map.copyOf(waiting);
        waiting.clear();
        for (String path : files.keySet()) {
            Path above = DurableFile.parent(folder.resolve(path));
            make(above);
            unforced.add(above);
        }
        List<Future<?>> written = new ArrayList<>();
        int threads = Math.min(TOGETHER, files.size());
        try (var disk = Executors.newFixedThreadPool(Math.max(1, threads))) {
            files.forEach((path, bytes) ->
                    written.add(
                            disk.submit(() -> {
                                DurableFile.replace(folder.resolve(path), bytes);
                                return null;
                            })));
        }
        for (Future<?> each : written) {
            if (each.state() == Future.State.FAILED) {
                throw new IOException(each.exceptionNow());
            }
        }
    }

    /// A new folder's name lies in the folder above it.
    private void make(Path needed) throws IOException {
        if (!Files.isDirectory(needed)) {
            Path above = DurableFile.parent(needed);
            make(above);
            Files.createDirectory(needed);
            unforced.add(above);
        }
    }

    @Override
    public void again(String path) {
        unforced.add(DurableFile.parent(folder.resolve(path)));
    }

    @Override
    public void force() throws IOException {
        writeWaiting();
        for (Path each : unforced) {
            DurableFile.forceFolder(each);
        }
        unforced.clear();
    }

    @Override
    public void append(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve(path);
        boolean made = !Files.exists(file);
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND)) {
            var all = ByteBuffer.wrap(bytes);
            while (all.hasRemaining()) {
                channel.write(all);
            }
            channel.force(true);
        }
        if (made) {
            DurableFile.forceFolder(DurableFile.parent(file));
        }
    }

    @Override
    public byte[] end(String path, int max) throws IOException {
        try (var channel = FileChannel.open(folder.resolve(path), StandardOpenOption.READ)) {
            long from = Math.max(0, channel.size() - max);
            var bytes = ByteBuffer.allocate((int) (channel.size() - from));
            while (bytes.hasRemaining() && channel.read(bytes, from + bytes.position()) >= 0) {
                continue;
            }
            return bytes.array();
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    @Override
    public void cut(String path, int bytes) throws IOException {
        try (var channel = FileChannel.open(folder.resolve(path), StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - bytes);
            channel.force(true);
        }
    }

    @Override
    public void remove(String name) throws IOException {
        Path gone = folder.resolve(name);
        if (Files.isDirectory(gone)) {
            try (Stream<Path> files = Files.list(gone)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(gone);
        }
    }
}
