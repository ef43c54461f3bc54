package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the agent has seen and the station has not acknowledged yet, on disk.
///
/// A folder of segments. A fact is appended and forced before it is sent; a segment whose facts are
/// all acknowledged is removed. After a crash some facts may be sent again that were acknowledged
/// just before; the journal recognises them. Any thread may call it.
///
/// Not trusted: who can write here as the agent can invent, change and remove what was not
/// acknowledged yet. A removal shows as a gap in the numbers.
final class Spool implements AutoCloseable {
    /// A segment ends here, in bytes.
    private static final int SEGMENT_BYTES = 1 << 20;

    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lockFile;
    private final NavigableMap<Long, SpoolSegment> segments = new TreeMap<>();
    private @Nullable SpoolSegment current;
    private int damaged;

    /// Opens the spool of a folder, or begins one.
    ///
    /// @throws IOException when the folder can't be used; the message says why
    static Spool open(Path folder) throws IOException {
        SafeFile.folder(folder);
        FileChannel lockFile =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(lockFile, folder);
            var spool = new Spool(folder, lockFile);
            spool.recover();
            return spool;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    private static void lock(FileChannel file, Path folder) throws IOException {
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException e) {
            lock = null;
        }
        if (lock == null) {
            throw new IOException(
                    "another agent uses the spool " + folder + ": give this one its own (--spool)");
        }
    }

    private Spool(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    private void recover() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(SpoolSegment::isOne).sorted().toList();
        }
        for (Path file : files) {
            var segment = SpoolSegment.recovered(file);
            damaged += segment.damaged();
            if (segment.unacknowledged() == 0) {
                segment.remove();
            } else {
                segments.put(segment.number(), segment);
            }
        }
    }

    /// How many facts could not be read back when it was opened. One that the last crash cut off is
    /// not among them: nobody had been told that it was kept.
    int damaged() {
        return damaged;
    }

    /// Keeps a numbered fact; it is on disk when this returns.
    ///
    /// @throws IOException when it is not
    synchronized Kept append(Sighting sighting) throws IOException {
        if (current == null || current.size() >= SEGMENT_BYTES) {
            long number = segments.isEmpty() ? 1 : segments.lastKey() + 1;
            current = SpoolSegment.created(folder, number);
            segments.put(number, current);
            SafeFile.force(folder);
        }
        return current.append(sighting, FactCodec.bytes(sighting));
    }

    /// What has not been acknowledged, oldest first.
    synchronized List<Kept> unacknowledged() {
        var all = new ArrayList<Kept>();
        for (SpoolSegment segment : segments.values()) {
            segment.addUnacknowledged(all);
        }
        return all;
    }

    /// The JSON line of a fact that was kept.
    synchronized byte[] read(Kept kept) throws IOException {
        return kept.segment().read(kept);
    }

    /// The station has it: it need not be kept any longer.
    synchronized void acknowledge(Kept kept) throws IOException {
        SpoolSegment segment = kept.segment();
        segment.acknowledge(kept);
        if (segment.unacknowledged() > 0) {
            return;
        }
        if (segment == current) {
            segment.clear();
        } else {
            segment.remove();
            segments.remove(segment.number());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (SpoolSegment segment : segments.values()) {
            segment.close();
        }
        lockFile.close();
    }
}
