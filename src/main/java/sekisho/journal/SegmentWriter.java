package sekisho.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Writes the last segment. Owned by the writing thread.
final class SegmentWriter implements AutoCloseable {
    /// So much is handed to the disk at once: the channel copies it outside the heap.
    private static final int PIECE = 1 << 20;

    private final Disk.Written file;
    private final Segment segment;
    private long size;

    private SegmentWriter(Disk.Written file, Segment segment, long size) {
        this.file = file;
        this.segment = segment;
        this.size = size;
    }

    /// Makes the file, and its name durable.
    static SegmentWriter create(Disk disk, Segment segment) throws IOException {
        var writer = new SegmentWriter(disk.create(segment.name()), segment, 0);
        disk.force();
        return writer;
    }

    /// Goes on behind the last whole frame of a file.
    static SegmentWriter resume(Disk disk, Segment segment, long size) throws IOException {
        return new SegmentWriter(disk.append(segment.name()), segment, size);
    }

    /// A file system may take less than it is given: the loop goes on until it has all.
    void write(Batch batch) throws IOException {
        ByteBuffer frames = batch.frames();
        int whole = frames.limit();
        while (frames.position() < whole) {
            frames.limit(Math.min(whole, frames.position() + PIECE));
            file.write(frames);
        }
        for (int start : batch.starts()) {
            segment.index().add(size + start);
        }
        size += whole;
    }

    void force() throws IOException {
        file.force();
    }

    void truncate(long to) throws IOException {
        file.truncate(to);
        size = to;
    }

    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
