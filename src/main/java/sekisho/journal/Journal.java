package sekisho.journal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Sighting;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongConsumer;

/// What was seen, for good.
///
/// One thread appends and forces; any thread reads. Readers are shown an entry only once it is
/// durable. The writing thread must not be interrupted: that would close the file under it.
///
/// The store is trusted for completeness only up to the last checkpoint somebody else has seen: who
/// can change its files can rewrite what nobody has signed yet. A changed byte, a lost, swapped or
/// repeated entry and a missing segment show when they are next read, and at the latest when the
/// journal is opened.
///
/// After a failed write or fsync it takes nothing more until [#recover]: an fsync is never tried
/// again on the same open file, because the operating system may show bytes as written that are not
/// on the disk. What the failed batch left behind is cut off, and kept aside.
public final class Journal implements JournalReader, RawReader, AutoCloseable {
    /// Where a segment ends and the next one begins, in bytes.
    public static final long SEGMENT_BYTES = 64L << 20;

    /// The most that one call of `read` holds in memory, give or take one entry.
    private static final long READ_BYTES_MAX = 16L << 20;

    /// Is written when a failed disk is tried, and removed at once.
    private static final String PROBE = "probe";

    private static final int PROBE_BYTES = 1 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Disk disk;
    private final Vault vault;
    private final long segmentBytes;
    private final Recovery recovery;
    private final List<LongConsumer> listeners = new CopyOnWriteArrayList<>();

    private volatile ConcurrentSkipListMap<Long, Segment> segments;
    private volatile long durable;
    private volatile boolean unreadable;

    // Owned by the writing thread.
    private SourceMarks marks;
    private long appended;
    private long forced;
    private Instant recordedAt;
    private @Nullable SegmentWriter writer;
    private @Nullable String refusal;

    /// Opens the journal of a folder, or begins one, of which nothing is kept apart: not for a
    /// station.
    ///
    /// @throws JournalFailed when another process has it open or the disk fails
    public static Journal open(Path folder) {
        return open(folder, SEGMENT_BYTES);
    }

    /// Likewise, with segments of a size of one's own.
    public static Journal open(Path folder, long segmentBytes) {
        return open(folder, segmentBytes, 0, false, Vault.NONE);
    }

    /// Likewise, with a vault, which is the journal's from now on and is closed with it. Where it
    /// is known how many entries were durable, with fewer it is damaged.
    ///
    /// @param least so many entries must be there, because a checkpoint over them was signed
    /// @param thorough read every entry: reading has shown that something is wrong, and this tells
    ///   what and where
    public static Journal open(Path folder, long least, boolean thorough, Vault vault) {
        return open(folder, SEGMENT_BYTES, least, thorough, vault);
    }

    private static Journal open(
            Path folder, long segmentBytes, long least, boolean thorough, Vault vault) {
        Disk disk = null;
        try {
            disk = FileDisk.open(folder);
        } catch (IOException e) {
            throw new JournalFailed("the journal in " + folder + " can't be opened: " + e, e);
        } finally {
            if (disk == null) {
                letGo(vault);
            }
        }
        return open(disk, segmentBytes, least, thorough, vault);
    }

    static Journal open(Disk disk, long segmentBytes) {
        return open(disk, segmentBytes, 0, false, Vault.NONE);
    }

    static Journal open(Disk disk, long segmentBytes, Vault vault) {
        return open(disk, segmentBytes, 0, false, vault);
    }

    static Journal openSigned(Disk disk, long least) {
        return open(disk, SEGMENT_BYTES, least, false, Vault.NONE);
    }

    private static Journal open(
            Disk disk, long segmentBytes, long least, boolean thorough, Vault vault) {
        boolean opened = false;
        try {
            var bounds = new RecoveryScan.Bounds(least, Long.MAX_VALUE);
            var opening = Opening.of(disk, bounds, thorough);
            var journal = new Journal(disk, segmentBytes, opening, vault);
            if (opening.recovery().damage() == null) {
                vault.resume(opening.recovery().entries());
            }
            opened = true;
            return journal;
        } catch (IOException e) {
            throw new JournalFailed("the journal can't be opened: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                letGo(vault);
                letGo(disk);
            }
        }
    }

    private static void letGo(AutoCloseable held) {
        try {
            held.close();
        } catch (Exception e) {
            LOG.warn("the folder of the journal could not be let go", e);
        }
    }

    private Journal(Disk disk, long segmentBytes, Opening opening, Vault vault) {
        this.disk = disk;
        this.vault = vault;
        this.segmentBytes = segmentBytes;
        this.recovery = opening.recovery();
        this.marks = opening.marks();
        this.segments = opening.segments();
        this.writer = opening.writer();
        this.recordedAt = opening.recordedAt();
        this.appended = recovery.entries();
        this.forced = appended;
        this.durable = appended;
        Recovery.Damage damage = recovery.damage();
        this.refusal = damage == null ? null : damage.sentence();
    }

    /// What was found when it was opened.
    public Recovery recovery() {
        return recovery;
    }

    /// Enters sightings in this order and writes them, but does not force them: they are neither
    /// durable nor shown to readers before [#force()].
    ///
    /// @param now the time it is; `recordedAt` is this or, when the clock went back, that of the
    ///   entry before
    /// @return the new entries; a numbered sighting that is in the journal already makes none
    /// @throws IllegalArgumentException when one of them can't be an entry; then none is entered
    /// @throws JournalFailed when it can't be written; then the journal is used no more
    public List<Entry> append(List<Sighting> batch, Instant now) {
        goOn();
        Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
        Instant at = millis.isBefore(recordedAt) ? recordedAt : millis;
        var made = new Batch(marks, at, vault.share());
        for (Sighting sighting : batch) {
            made.add(sighting, appended + made.entries().size() + 1);
        }
        List<Entry> entries = made.entries();
        if (!entries.isEmpty()) {
            try {
                made.personal().keep();
                writer().write(made);
            } catch (IOException | RuntimeException e) {
                throw failed("entries could not be written", e);
            }
            entries.forEach(entry -> marks.add(entry.sighting()));
            appended = entries.getLast().sequence();
            recordedAt = at;
        }
        return entries;
    }

    private SegmentWriter writer() throws IOException {
        if (writer == null || writer.size() >= segmentBytes) {
            if (writer != null) {
                writer.force();
                forced = appended;
                writer.close();
            }
            var segment = Segment.followed(appended + 1);
            writer = SegmentWriter.create(disk, segment);
            segments.put(segment.first(), segment);
            remember();
        }
        return writer;
    }

    /// Writes down what a restart would have to read all earlier segments for. It can do without.
    private void remember() {
        if (segments.size() > 1) {
            long lastOffset = segments.lowerEntry(appended + 1).getValue().index().last();
            try {
                new MarksFile(List.copyOf(segments.keySet()), lastOffset, recordedAt, marks)
                        .write(disk);
            } catch (IOException e) {
                LOG.warn("the marks of the journal could not be written: {}", e.toString());
            }
        }
    }

    /// Makes everything appended durable, shows it to the readers and tells the listeners.
    ///
    /// @throws JournalFailed when that fails; whether the entries survive is then known only after
    ///   the next start
    public void force() {
        goOn();
        if (durable == appended || writer == null) {
            return;
        }
        try {
            writer.force();
        } catch (IOException | RuntimeException e) {
            throw failed("entries could not be made durable", e);
        }
        forced = appended;
        show(appended);
    }

    private void show(long sequence) {
        durable = sequence;
        for (LongConsumer listener : listeners) {
            tell(listener);
        }
    }

    /// Takes up again what is really on the disk, after a write or a force has failed. It asks the
    /// disk for as much as a batch needs first, so that a full disk is not begun anew in vain.
    ///
    /// Entries that were appended and not forced are gone from it; those that were forced and not
    /// shown are shown now.
    ///
    /// @param thorough read every segment, not only the last: something could not be read
    /// @return what was found; with damage in it, nothing is appended any more
    /// @throws JournalFailed when the disk still fails; it may be tried again later
    public Recovery recover(boolean thorough) {
        try {
            abandonWriter();
            probe();
            var opening = Opening.of(disk, new RecoveryScan.Bounds(forced, forced), thorough);
            Recovery found = opening.recovery();
            Recovery.Damage damage = found.damage();
            writer = opening.writer();
            unreadable = damage != null;
            refusal = damage == null ? null : damage.sentence();
            if (damage == null) {
                vault.resume(found.entries());
                segments = opening.segments();
                marks = opening.marks();
                recordedAt = opening.recordedAt();
                appended = found.entries();
                forced = appended;
                show(appended);
            }
            return found;
        } catch (IOException e) {
            throw new JournalFailed("the disk still fails: " + e.getMessage(), e);
        }
    }

    /// Whether a reader has met an entry that is not what was written.
    public boolean isUnreadable() {
        return unreadable;
    }

    private void abandonWriter() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                LOG.debug("the failed file could not be closed either", e);
            }
            writer = null;
        }
    }

    private void probe() throws IOException {
        disk.delete(PROBE);
        try (Disk.Written file = disk.create(PROBE)) {
            var bytes = ByteBuffer.allocate(PROBE_BYTES);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force();
        } finally {
            disk.delete(PROBE);
        }
    }

    private void tell(LongConsumer listener) {
        try {
            listener.accept(durable);
        } catch (RuntimeException e) {
            LOG.error("a listener of the journal failed", e);
        }
    }

    private void goOn() {
        if (refusal != null) {
            throw new JournalFailed(refusal);
        }
    }

    private JournalFailed failed(String what, Exception cause) {
        refusal =
                what
                        + " ("
                        + cause.getMessage()
                        + "): the journal takes nothing more before it has recovered";
        return new JournalFailed(refusal, cause);
    }

    @Override
    public long durable() {
        return durable;
    }

    @Override
    public List<Entry> read(long from, int max) {
        var entries = new ArrayList<Entry>();
        for (RawEntry raw : readRaw(from, max)) {
            try {
                Entry entry = EntryCodec.decode(raw.bytes());
                if (entry.sequence() != raw.sequence()) {
                    unreadable = true;
                    throw new JournalFailed(
                            "where entry " + raw.sequence() + " should be is " + entry.sequence());
                }
                entries.add(entry);
            } catch (Unreadable e) {
                unreadable = true;
                throw new JournalFailed(
                        "entry " + raw.sequence() + " can't be read: " + e.getMessage(), e);
            }
        }
        return entries;
    }

    @Override
    public List<RawEntry> readRaw(long from, int max) {
        if (from < 1 || max < 0) {
            throw new IllegalArgumentException("from " + from + ", at most " + max);
        }
        var found = new ArrayList<RawEntry>();
        long until = Math.min(durable, from + max - 1);
        ConcurrentSkipListMap<Long, Segment> segments = this.segments;
        long next = from;
        long room = READ_BYTES_MAX;
        while (next <= until && room > 0) {
            Segment segment = segments.floorEntry(next).getValue();
            Long following = segments.higherKey(next);
            long last = following == null ? until : Math.min(until, following - 1);
            try {
                room -= segment.read(disk, next, last, room, found);
            } catch (Segment.Spoilt e) {
                unreadable = true;
                throw new JournalFailed(String.valueOf(e.getMessage()));
            }
            next = last + 1;
        }
        return found;
    }

    @Override
    public Subscription onDurable(LongConsumer listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /// The numbers that a run of a source has left out so far: higher ones are in the journal,
    /// these are not. For the writing thread.
    public List<Gap> missing(String source, String boot) {
        return marks.missing(new SourceMarks.Run(source, boot)).stream()
                .map(gap -> new Gap(gap.from(), gap.until()))
                .toList();
    }

    /// Numbers of a source that are missing, both included.
    public record Gap(long from, long until) {}

    /// Lets go of the folder. What was appended and not forced may or may not be there next time.
    @Override
    public void close() {
        refusal = "the journal is closed";
        try (disk;
                vault) {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            throw new JournalFailed("the journal could not be closed: " + e.getMessage(), e);
        }
    }
}
