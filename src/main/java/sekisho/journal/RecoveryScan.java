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

    private long sequence;
    private Instant recordedAt;
    private long end;
    private @Nullable String tear;
    private Recovery.@Nullable Damage damage;

    /// @param sequence the last entry that is known already; 0 for none
    /// @param recordedAt that of the last entry
    RecoveryScan(Disk disk, SourceMarks marks, long sequence, Instant recordedAt) {
        this.disk = disk;
        this.marks = marks;
        this.sequence = sequence;
        this.recordedAt = recordedAt;
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
        try (Disk.Readable file = disk.read(segment.name())) {
            var frames = new FrameReader(file, 0);
            while (true) {
                switch (frames.next()) {
                    case Found.Whole frame -> {
                        String fault = fault(frame.entry());
                        if (fault != null) {
                            damaged(segment, frame.offset(), fault);
                            return;
                        }
                        segment.index().add(frame.offset());
                    }
                    case Found.End(long at) -> {
                        end = at;
                        return;
                    }
                    case Found.Broken(long at, String reason) -> {
                        if (last && new Tail(file).isTorn(at)) {
                            end = at;
                            tear = reason;
                        } else {
                            damaged(segment, at, reason);
                        }
                        return;
                    }
                }
            }
        }
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

    /// Why the last segment is cut at its end; null when it ends with a whole frame.
    @Nullable String tear() {
        return tear;
    }

    Recovery.@Nullable Damage damage() {
        return damage;
    }
}
