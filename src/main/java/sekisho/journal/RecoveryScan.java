package sekisho.journal;

import org.jspecify.annotations.Nullable;

import sekisho.journal.FrameReader.Found;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/// Reads the journal from the beginning of a segment to its end, checks every entry on the way, and
/// takes note of where each lies and which numbers of each source are there.
final class RecoveryScan {
    private final Disk disk;
    private final SourceMarks marks;
    private final Bounds bounds;

    /// What is known of the journal's end before it is read.
    ///
    /// @param least so many entries were durable: if they are not there, it is damaged
    /// @param most only so many may be taken for durable: what lies behind them is cut off
    record Bounds(long least, long most) {}

    private long sequence;
    private Instant recordedAt;
    private long end;
    private long doubtfulFrom = -1;
    private @Nullable String tear;
    private Recovery.@Nullable Damage damage;

    /// @param sequence the last entry that is known already; 0 for none
    /// @param recordedAt that of the last entry
    RecoveryScan(Disk disk, SourceMarks marks, long sequence, Instant recordedAt, Bounds bounds) {
        this.disk = disk;
        this.marks = marks;
        this.sequence = sequence;
        this.recordedAt = recordedAt;
        this.bounds = bounds;
    }

    /// Reads these segments.
    void read(List<Segment> segments) throws IOException {
        for (Segment segment : segments) {
            if (segment.first() != sequence + 1) {
                damaged(
                        segment,
                        0,
                        "entry " + (sequence + 1) + " should begin it: a segment is missing");
                return;
            }
            read(segment, segment == segments.getLast());
            if (damage != null) {
                return;
            }
        }
    }

    private void read(Segment segment, boolean last) throws IOException {
        doubtfulFrom = -1;
        try (Disk.Readable file = disk.read(segment.name())) {
            var frames = new FrameReader(file, 0);
            while (true) {
                switch (frames.next()) {
                    case Found.Whole frame when sequence == bounds.most() -> {
                        end = frame.offset();
                        tear = "entries from " + (sequence + 1) + " on were never made durable";
                        return;
                    }
                    case Found.Whole frame -> {
                        String fault = fault(frame.entry());
                        if (fault != null) {
                            damaged(segment, frame.offset(), fault);
                            return;
                        }
                        segment.index().add(frame.offset());
                        if (doubtfulFrom < 0 && sequence > bounds.least()) {
                            doubtfulFrom = frame.offset();
                        }
                    }
                    case Found.End(long at) -> {
                        end = at;
                        if (last && sequence < bounds.least()) {
                            damaged(segment, at, missing());
                        }
                        return;
                    }
                    case Found.Broken(long at, String reason) -> {
                        if (!last || !isTorn(file, at)) {
                            damaged(segment, at, reason);
                        } else if (sequence < bounds.least()) {
                            damaged(segment, at, missing() + ": " + reason);
                        } else {
                            end = at;
                            tear = reason;
                        }
                        return;
                    }
                }
            }
        }
    }

    private boolean isTorn(Disk.Readable file, long at) throws IOException {
        return sequence == bounds.most() || new Tail(file).isTorn(at);
    }

    private String missing() {
        return "entry " + (sequence + 1) + " was durable and is not there";
    }

    /// Takes an entry in, or says why it can't be the next one.
    private @Nullable String fault(byte[] bytes) {
        Entry entry;
        try {
            entry = EntryCodec.decode(bytes);
        } catch (Unreadable e) {
            return "entry " + (sequence + 1) + " can't be read: " + e.getMessage();
        }
        if (entry.sequence() != sequence + 1) {
            return "entry " + (sequence + 1) + " was expected, not " + entry.sequence();
        }
        if (entry.recordedAt().isBefore(recordedAt)) {
            return "entry " + entry.sequence() + " was recorded before the one in front of it";
        }
        sequence = entry.sequence();
        recordedAt = entry.recordedAt();
        marks.add(entry.sighting());
        return null;
    }

    private void damaged(Segment segment, long offset, String reason) {
        damage = new Recovery.Damage(segment.name(), offset, sequence, reason);
    }

    /// The last good entry; 0 for none.
    long sequence() {
        return sequence;
    }

    /// When the last good entry was recorded.
    Instant recordedAt() {
        return recordedAt;
    }

    /// Where the last segment's last whole frame ends.
    long end() {
        return end;
    }

    /// Where the last segment's entries begin that nobody knows to be durable; its end when all
    /// are.
    long doubtfulFrom() {
        return doubtfulFrom < 0 ? end : doubtfulFrom;
    }

    /// Why the last segment is cut at its end; null when it ends with a whole frame.
    @Nullable String tear() {
        return tear;
    }

    Recovery.@Nullable Damage damage() {
        return damage;
    }
}
