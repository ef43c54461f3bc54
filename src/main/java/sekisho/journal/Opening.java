package sekisho.journal;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/// Brings a folder into order and hands over what the journal goes on from.
///
/// @param writer at the end of the last segment; absent when there is none or it is damaged
/// @param recordedAt that of the last entry
record Opening(
        Recovery recovery,
        SourceMarks marks,
        ConcurrentSkipListMap<Long, Segment> segments,
        @Nullable SegmentWriter writer,
        Instant recordedAt) {

    /// @param thorough read every segment, whatever the marks say
    static Opening of(Disk disk, RecoveryScan.Bounds bounds, boolean thorough) throws IOException {
        List<Long> firsts = firsts(disk);
        MarksFile known = thorough ? MarksFile.none() : MarksFile.read(disk, firsts);
        List<Segment> segments =
                firsts.stream()
                        .map(first ->
                                first < known.from()
                                        ? Segment.unseen(first)
                                        : Segment.followed(first))
                        .toList();
        var scan =
                new RecoveryScan(disk, known.marks(), known.from() - 1, known.recordedAt(), bounds);
        scan.read(segments.stream().filter(segment -> segment.first() >= known.from()).toList());
        Recovery.Damage damage = scan.damage();
        Recovery.TornTail torn = null;
        SegmentWriter writer = null;
        if (damage == null && !segments.isEmpty()) {
            Segment last = segments.getLast();
            String tear = scan.tear();
            if (tear != null) {
                torn = keepAside(disk, last, scan.end(), tear);
            }
            writer = SegmentWriter.resume(disk, last, scan.end());
            if (tear != null) {
                writer.truncate(scan.end());
            }
            if (scan.doubtfulFrom() < scan.end()) {
                disk.rewrite(last.name(), scan.doubtfulFrom(), scan.end());
            }
            writer.force();
            disk.force();
        }
        var bySequence = new ConcurrentSkipListMap<Long, Segment>();
        segments.forEach(segment -> bySequence.put(segment.first(), segment));
        return new Opening(
                new Recovery(scan.sequence(), torn, damage),
                known.marks(),
                bySequence,
                writer,
                scan.recordedAt());
    }

    private static List<Long> firsts(Disk disk) throws IOException {
        return disk.names().stream()
                .map(Segment::firstOf)
                .filter(OptionalLong::isPresent)
                .map(OptionalLong::getAsLong)
                .sorted()
                .toList();
    }

    /// Copies what lies behind the last whole frame into a file of its own, and makes that durable
    /// before anything is cut.
    private static Recovery.TornTail keepAside(
            Disk disk, Segment segment, long offset, String reason) throws IOException {
        String name = free(disk, "torn-" + segment.first() + "-" + offset);
        long bytes = 0;
        try (Disk.Readable torn = disk.read(segment.name());
                Disk.Written copy = disk.create(name)) {
            var piece = ByteBuffer.allocate(1 << 20);
            while (torn.read(piece, offset + bytes) >= 0) {
                bytes += piece.flip().limit();
                while (piece.hasRemaining()) {
                    copy.write(piece);
                }
                piece.clear();
            }
            copy.force();
        }
        disk.force();
        return new Recovery.TornTail(segment.name(), offset, bytes, name, reason);
    }

    private static String free(Disk disk, String wanted) throws IOException {
        var names = new ArrayList<>(disk.names());
        String name = wanted;
        for (int i = 2; names.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
