package sekisho.journal;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.FrameReader.Found;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Times;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/// What is known about all segments but the last, so that opening reads only the last one.
///
/// It is a cache: written anew whenever a segment begins, thrown away when it is not whole, of
/// another version or not about exactly the segments that are there. Its attacker gains that a
/// source's fact is taken for a duplicate; `verify` reads the segments and not this.
///
/// @param segments the first sequence of each segment; the last one is not covered
/// @param lastOffset where the last entry of the last but one segment begins
/// @param recordedAt that of the last entry that is covered
record MarksFile(List<Long> segments, long lastOffset, Instant recordedAt, SourceMarks marks) {
    private static final Logger LOG = LoggerFactory.getLogger(MarksFile.class);
    private static final String NAME = "marks";
    private static final String UNFINISHED = "marks.new";
    private static final long VERSION = 1;
    private static final int CHECK = 8;

    /// Nothing is known: everything has to be read.
    static MarksFile none() {
        return new MarksFile(List.of(1L), 0, Instant.EPOCH, new SourceMarks());
    }

    /// The first sequence that it does not cover.
    long from() {
        return segments.getLast();
    }

    void write(Disk disk) throws IOException {
        byte[] json =
                CanonicalJson.of(
                                Map.of(
                                        "version", VERSION,
                                        "segments", segments,
                                        "lastOffset", lastOffset,
                                        "recordedAt", Times.write(recordedAt),
                                        "runs", runs(marks)))
                        .getBytes(StandardCharsets.UTF_8);
        disk.delete(UNFINISHED);
        try (Disk.Written file = disk.create(UNFINISHED)) {
            ByteBuffer all =
                    ByteBuffer.allocate(json.length + CHECK)
                            .put(json)
                            .put(check(json, json.length).getBytes(StandardCharsets.US_ASCII))
                            .flip();
            while (all.hasRemaining()) {
                file.write(all);
            }
            file.force();
        }
        disk.rename(UNFINISHED, NAME);
        disk.force();
    }

    private static List<Object> runs(SourceMarks marks) {
        var runs = new ArrayList<Object>();
        marks.all()
                .forEach((run, numbers) -> {
                    var bounds = new ArrayList<Object>();
                    numbers.there()
                            .forEach(there -> {
                                bounds.add(there.from());
                                bounds.add(there.until());
                            });
                    runs.add(List.of(run.source(), run.boot(), bounds));
                });
        return runs;
    }

    private static String check(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    /// What is known about these segments; nothing, if there is no file or it does not fit.
    static MarksFile read(Disk disk, List<Long> segments) throws IOException {
        if (!disk.names().contains(NAME)) {
            return none();
        }
        try {
            MarksFile read = parse(whole(disk));
            read.check(disk, segments);
            return read;
        } catch (Unreadable e) {
            LOG.info("the marks of the journal are of no use: {}", e.getMessage());
            return none();
        }
    }

    private static byte[] whole(Disk disk) throws IOException {
        try (Disk.Readable file = disk.read(NAME)) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            while (bytes.hasRemaining() && file.read(bytes, bytes.position()) >= 0) {
                continue;
            }
            return bytes.array();
        }
    }

    private static MarksFile parse(byte[] bytes) throws Unreadable {
        int length = bytes.length - CHECK;
        if (length < 0
                || !check(bytes, length)
                        .equals(new String(bytes, length, CHECK, StandardCharsets.US_ASCII))) {
            throw new Unreadable("the check does not agree");
        }
        Map<String, @Nullable Object> members = JsonText.object(bytes, 0, length);
        if (!(members.get("version") instanceof Long version)
                || version != VERSION
                || !(members.get("segments") instanceof List<?> segments)
                || !(members.get("lastOffset") instanceof Long lastOffset)
                || !(members.get("recordedAt") instanceof String recordedAt)
                || !(members.get("runs") instanceof List<?> runs)) {
            throw new Unreadable("another version wrote them");
        }
        try {
            return new MarksFile(
                    longs(segments), lastOffset, Instant.parse(recordedAt), marks(runs));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Unreadable(String.valueOf(e.getMessage()));
        }
    }

    private static List<Long> longs(List<?> values) throws Unreadable {
        var longs = new ArrayList<Long>(values.size());
        for (Object value : values) {
            if (!(value instanceof Long number)) {
                throw new Unreadable("no number: " + value);
            }
            longs.add(number);
        }
        return longs;
    }

    private static SourceMarks marks(List<?> runs) throws Unreadable {
        var marks = new SourceMarks();
        for (Object run : runs) {
            if (!(run instanceof List<?> parts)
                    || parts.size() != 3
                    || !(parts.get(0) instanceof String source)
                    || !(parts.get(1) instanceof String boot)
                    || !(parts.get(2) instanceof List<?> values)) {
                throw new Unreadable("no run of a source: " + run);
            }
            List<Long> bounds = longs(values);
            for (int i = 0; i + 1 < bounds.size(); i += 2) {
                marks.addBehind(
                        new SourceMarks.Run(source, boot),
                        new Intervals.Interval(bounds.get(i), bounds.get(i + 1)));
            }
        }
        return marks;
    }

    /// It is about these segments if they are the same and the entry in front of the last one is
    /// where it was.
    private void check(Disk disk, List<Long> there) throws IOException, Unreadable {
        if (segments.size() < 2
                || there.size() < segments.size()
                || !there.subList(0, segments.size()).equals(segments)) {
            throw new Unreadable("they are about other segments");
        }
        String covered = Segment.name(segments.get(segments.size() - 2));
        try (Disk.Readable file = disk.read(covered)) {
            var frames = new FrameReader(file, lastOffset);
            if (!(frames.next() instanceof Found.Whole(_, byte[] bytes))
                    || !(frames.next() instanceof Found.End)) {
                throw new Unreadable("segment " + covered + " does not end where it did");
            }
            Entry last = EntryCodec.decode(bytes);
            if (last.sequence() != from() - 1 || !last.recordedAt().equals(recordedAt)) {
                throw new Unreadable("segment " + covered + " ends with another entry");
            }
        }
    }
}
