package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.edge.seal.Seal;
import sekisho.edge.seal.Sealer;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
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
/// Each fact is sealed by a key that is gone when it is kept ([sekisho.edge.seal], `spool.md`): who
/// breaks in can invent facts from then on, and can't change, remove or reorder what stands here
/// without the station noticing.
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
    private final SealFile seals;
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
            var spool = new Spool(folder, limits, lockFile, SealFile.open(folder));
            spool.recover();
            spool.sealAll();
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

    private Spool(Path folder, Limits limits, FileChannel lockFile, SealFile seals) {
        this.folder = folder;
        this.limits = limits;
        this.lockFile = lockFile;
        this.seals = seals;
    }

    private void recover() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(SpoolSegment::isOne).sorted().toList();
        }
        for (Path file : files) {
            var segment = SpoolSegment.recovered(file);
            damaged += segment.damaged();
            Sealer sealer = seals.sealer();
            if (sealer != null) {
                seals.put(sealer.behind(segment.lastSealed(sealer.chain())));
            }
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
        Sealer sealer = seals.sealer();
        Kept kept = keep(sighting, sealer);
        try {
            kept.segment().force();
            if (sealer != null) {
                seals.put(sealer.next());
            }
            return kept;
        } catch (IOException e) {
            bytes -= kept.segment().size();
            kept.segment().takeBack(kept);
            bytes += kept.segment().size();
            facts--;
            throw e;
        }
    }

    private Kept keep(Sighting sighting, @Nullable Sealer sealer) throws IOException {
        if (current == null || current.size() >= SEGMENT_BYTES) {
            long number = segments.isEmpty() ? 1 : segments.lastKey() + 1;
            current = SpoolSegment.created(folder, number);
            segments.put(number, current);
            SafeFile.force(folder);
        }
        byte[] line =
                sealer == null
                        ? FactCodec.bytes(sighting)
                        : sealer.fact(FactCodec.members(sighting)).getBytes(StandardCharsets.UTF_8);
        int before = current.size();
        Kept kept = current.append(sighting, sealer == null ? null : sealer.chain(), line);
        facts++;
        bytes += current.size() - before;
        return kept;
    }

    /// From now on facts are sealed under another chain, which the station gave; and so is, anew,
    /// what stands here.
    synchronized void begin(Sealer first, UnaryOperator<Sighting> change) throws IOException {
        seals.put(first);
        rewrite(unacknowledged(), change);
    }

    private void sealAll() throws IOException {
        Sealer sealer = seals.sealer();
        if (sealer != null) {
            rewrite(
                    unacknowledged().stream()
                            .filter(kept -> !kept.isSealedUnder(sealer.chain()))
                            .toList(),
                    sighting -> sighting);
        }
    }

    /// Keeps all that is not acknowledged as something else, however full the spool is.
    synchronized void rewrite(UnaryOperator<Sighting> change) throws IOException {
        rewrite(unacknowledged(), change);
    }

    private void rewrite(List<Kept> old, UnaryOperator<Sighting> change) throws IOException {
        Sealer sealer = seals.sealer();
        var written = new LinkedHashSet<SpoolSegment>();
        for (Kept kept : old) {
            written.add(keep(change.apply(sighting(kept)), sealer).segment());
            sealer = sealer == null ? null : sealer.next();
        }
        for (SpoolSegment segment : written) {
            segment.force();
        }
        if (sealer != null) {
            seals.put(sealer);
        }
        for (Kept kept : old) {
            acknowledge(kept);
        }
    }

    private Sighting sighting(Kept kept) throws IOException {
        byte[] line = read(kept);
        try {
            Sighting was = FactCodec.read(line, 0, line.length);
            var unknown = new HashMap<>(was.unknown());
            unknown.remove(Seal.MEMBER);
            return new Sighting(
                    was.fact(), was.source(), was.boot(), was.seq(), was.recordedAt(), unknown);
        } catch (Unreadable e) {
            throw new IOException("a fact of the spool can't be read", e);
        }
    }

    /// A line that proves to the station up to where facts were sealed.
    ///
    /// @param line its members
    synchronized String position(Map<String, Object> line) {
        Sealer sealer = seals.sealer();
        return sealer == null ? Sealer.unsealed(line) : sealer.position(line, facts);
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
        seals.close();
        lockFile.close();
    }
}
