package sekisho.journal;

import sekisho.journal.FrameReader.Found;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Goes through the segments of a folder as they lie on the disk, without opening the journal: for
/// whoever verifies it, while a station may be writing to it.
public final class StoredEntries {
    private StoredEntries() {}

    /// Is told what lies there, in the order in which it lies there.
    public interface Visitor {

        /// A segment begins; its name promises this sequence.
        void begins(String segment, long first);

        /// An entry whose check agrees.
        ///
        /// @param offset where its frame begins in the segment
        void entry(String segment, long offset, byte[] bytes);

        /// No whole frame begins here; the rest of the segment is left out.
        ///
        /// @param last it is the last segment: its end may just be being written
        void broken(String segment, long offset, String reason, boolean last);
    }

    /// Shows everything to a visitor. Memory does not grow with the journal.
    public static void visit(Path folder, Visitor visitor) throws IOException {
        try (Disk disk = FileDisk.toRead(folder)) {
            List<Long> firsts =
                    disk.names().stream()
                            .map(Segment::firstOf)
                            .filter(OptionalLong::isPresent)
                            .map(OptionalLong::getAsLong)
                            .sorted()
                            .toList();
            for (int i = 0; i < firsts.size(); i++) {
                visit(disk, firsts.get(i), i == firsts.size() - 1, visitor);
            }
        }
    }

    private static void visit(Disk disk, long first, boolean last, Visitor visitor)
            throws IOException {
        String segment = Segment.name(first);
        visitor.begins(segment, first);
        try (Disk.Readable file = disk.read(segment)) {
            var frames = new FrameReader(file, 0);
            while (true) {
                switch (frames.next()) {
                    case Found.Whole(long offset, byte[] entry) ->
                            visitor.entry(segment, offset, entry);
                    case Found.End _ -> {
                        return;
                    }
                    case Found.Broken(long offset, String reason) -> {
                        visitor.broken(segment, offset, reason, last);
                        return;
                    }
                }
            }
        }
    }
}
