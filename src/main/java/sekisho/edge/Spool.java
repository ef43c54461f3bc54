package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

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
/// It has an end: what comes when it is full is not kept, and whoever brings it counts it. The
/// oldest stays, because what stands there is evidence already, and nobody shall be able to wash it
/// out by plugging something in a hundred thousand times.
///
/// Not trusted: who can write here as the agent can invent, change and remove what was not
/// acknowledged yet. A removal shows as a gap in the numbers.
final class Spool implements AutoCloseable {
    /// A segment ends here, in bytes.
    private static final int SEGMENT_BYTES = 1 << 20;

    private static final String LOCK = "lock";

    /// It is full.
    static final class Full extends IOException {
        private static final long serialVersionUID = 1;

        private Full() {
            super("the agent's spool is full");
        }
    }

    /// Where a spool ends.
    ///
    /// @param facts how many it takes at most
    /// @param bytes how much room its segments take at most
    record Limits(int facts, long bytes) {
        /// Twice the 100,000 facts that are promised, at up to 640 bytes each; half of that is
        /// usual. No fact grows too old for it, so that 120 hours are no limit of their own.
        static final Limits DEFAULT = new Limits(200_000, 128L << 20);
    }

    private final Path folder;
    private final Limits limits;
    private final FileChannel lockFile;
    private final NavigableMap<Long, SpoolSegment> segments = new TreeMap<>();
    private @Nullable SpoolSegment current;
    private int damaged;
    private int facts;
    private long bytes;

    /// Opens the spool of a folder, or begins one.
    ///
    /// @throws IOException when the folder can't be used; the message says why
    static Spool open(Path folder) throws IOException {
        return open(folder, Limits.DEFAULT);
    }

    /// Likewise, with an end of one's own.
    static Spool open(Path folder, Limits limits) throws IOException {
        SafeFile.folder(folder);
        FileChannel lockFile =
                FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lock(lockFile, folder);
            var spool = new Spool(folder, limits, lockFile);
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

    private Spool(Path folder, Limits limits, FileChannel lockFile) {
        this.folder = folder;
        this.limits = limits;
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
                facts += segment.unacknowledged();
                bytes += segment.size();
            }
        }
    }

    /// How many facts could not be read back when it was opened. One that the last crash cut off is
    /// not among them: nobody had been told that it was kept.
    int damaged() {
        return damaged;
    }

    /// Whether it takes anything more.
    synchronized boolean hasRoom() {
        return facts < limits.facts() && bytes < limits.bytes();
    }

    /// Keeps a numbered fact; it is on disk when this returns.
    ///
    /// @throws Full when there is no room for it
    /// @throws IOException when it is not on disk for another reason
    synchronized Kept append(Sighting sighting) throws IOException {
        if (!hasRoom()) {
            throw new Full();
        }
        return keep(sighting);
    }

    /// Keeps a fact under another number than before, however full the spool is.
    synchronized void replace(Kept old, String boot, long seq) throws IOException {
        byte[] line = read(old);
        Sighting was;
        try {
            was = FactCodec.read(line, 0, line.length);
        } catch (Unreadable e) {
            throw new IOException("a fact of the spool can't be read", e);
        }
        keep(new Sighting(was.fact(), was.source(), boot, seq, null, was.unknown()));
        acknowledge(old);
    }

    private Kept keep(Sighting sighting) throws IOException {
        if (current == null || current.size() >= SEGMENT_BYTES) {
            long number = segments.isEmpty() ? 1 : segments.lastKey() + 1;
            current = SpoolSegment.created(folder, number);
            segments.put(number, current);
            SafeFile.force(folder);
        }
        int before = current.size();
        Kept kept = current.append(sighting, FactCodec.bytes(sighting));
        facts++;
        bytes += current.size() - before;
        return kept;
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
        if (!segment.acknowledge(kept)) {
            return;
        }
        facts--;
        if (segment.unacknowledged() > 0) {
            return;
        }
        bytes -= segment.size();
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
