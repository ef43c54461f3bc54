package sekisho.journal;

import sekisho.journal.FrameReader.Found;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// One file of the journal: entries in sequence, beginning with the one the file is named by.
final class Segment {
    private static final Pattern NAME = Pattern.compile("[0-9]{19}\\.log");

    private final long first;
    private final SparseIndex index = new SparseIndex();
    private boolean indexed;

    /// What was stored is not there any more, though the disk answers.
    static final class Spoilt extends Exception {
        private static final long serialVersionUID = 1;

        Spoilt(String message) {
            super(message, null, false, false);
        }
    }

    private Segment(long first, boolean indexed) {
        this.first = first;
        this.indexed = indexed;
    }

    /// A segment whose entries the caller reports to [#index()] itself.
    static Segment followed(long first) {
        return new Segment(first, true);
    }

    /// A segment that is looked through when it is first read from.
    static Segment unseen(long first) {
        return new Segment(first, false);
    }

    /// The first sequence of the segment with this file name, if it is one's.
    static OptionalLong firstOf(String name) {
        return NAME.matcher(name).matches()
                ? OptionalLong.of(Long.parseLong(name, 0, name.length() - 4, 10))
                : OptionalLong.empty();
    }

    static String name(long first) {
        return String.format(Locale.ROOT, "%019d.log", first);
    }

    String name() {
        return name(first);
    }

    long first() {
        return first;
    }

    SparseIndex index() {
        return index;
    }

    /// Adds the stored entries from one sequence to another, both included, to a list; stops early
    /// when the list has grown by so many bytes.
    ///
    /// @return how many bytes were added
    /// @throws Spoilt when an entry is not there or not what was written
    /// @throws JournalFailed when the disk does not answer
    long read(Disk disk, long from, long until, long bytesMax, List<RawEntry> into) throws Spoilt {
        try (Disk.Readable file = disk.read(name())) {
            lookThrough(file);
            SparseIndex.Place place = index.before(from - first);
            var frames = new FrameReader(file, place.offset());
            long bytes = 0;
            for (long at = first + place.rank(); at <= until && bytes < bytesMax; at++) {
                if (!(frames.next() instanceof Found.Whole frame)) {
                    throw new Spoilt(
                            "entry " + at + " in segment " + name() + " can't be read any more");
                }
                if (at >= from) {
                    into.add(new RawEntry(at, frame.entry()));
                    bytes += frame.entry().length;
                }
            }
            return bytes;
        } catch (IOException e) {
            throw new JournalFailed("segment " + name() + " can't be read: " + e.getMessage(), e);
        }
    }

    private synchronized void lookThrough(Disk.Readable file) throws IOException {
        if (indexed) {
            return;
        }
        var frames = new FrameReader(file, 0);
        while (frames.next() instanceof Found.Whole frame) {
            index.add(frame.offset());
        }
        indexed = true;
    }
}
