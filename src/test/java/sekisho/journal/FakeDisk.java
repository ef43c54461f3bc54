package sekisho.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A disk in memory that tells what was written from what is durable, fails when told to, and
/// judges: what was durable must never change.
///
/// It forgets as Linux does: what a force has failed on still reads as written, and the next force
/// succeeds without having done anything for it.
public final class FakeDisk implements Disk {

    /// The calls that may fail.
    public enum Call {
        CREATE,
        WRITE,
        FORCE,
        TRUNCATE,
        REWRITE,
        RENAME,
        FORCE_NAMES
    }

    /// Fails one call, the `nth` of its kind from now, having done its work or not; and then `more`
    /// calls of any kind, which do nothing.
    public record Fault(Call call, int nth, boolean persisted, int more) {
        Fault(Call call, int nth, boolean persisted) {
            this(call, nth, persisted, 0);
        }
    }

    private static final class Stored {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int durable;

        /// As much of it as somebody was told.
        int promised;

        /// Reads as written and is not on the disk, nor will be.
        final BitSet lost = new BitSet();

        /// The part of it that was written again.
        final BitSet again = new BitSet();

        void cut(int size) {
            byte[] kept = Arrays.copyOf(bytes.toByteArray(), size);
            bytes.reset();
            bytes.writeBytes(kept);
            durable = Math.min(durable, size);
            lost.clear(size, Integer.MAX_VALUE);
            again.clear(size, Integer.MAX_VALUE);
        }

        void forced() {
            lost.andNot(again);
            again.clear();
            durable = bytes.size();
        }

        /// A force that failed, and that nobody will try again.
        void forgotten() {
            lost.set(durable, Math.max(durable, bytes.size()));
            again.clear();
        }
    }

    private final Map<String, Stored> files = new TreeMap<>();
    private final Map<String, Stored> durableNames = new TreeMap<>();
    private final RandomGenerator random;
    private final Map<Call, Integer> calls = new LinkedHashMap<>();
    private @Nullable Fault fault;
    private int more;
    private boolean failed;

    public FakeDisk(RandomGenerator random) {
        this.random = random;
    }

    public synchronized void fail(@Nullable Fault next) {
        calls.clear();
        fault = next;
        more = 0;
        failed = false;
    }

    public synchronized boolean hasFailed() {
        return failed;
    }

    /// Opens a journal on it.
    public Journal journal(long segmentBytes) {
        return Journal.open(this, segmentBytes);
    }

    /// Opens a journal on it, what is personal of which goes into a vault.
    public Journal journal(long segmentBytes, Vault vault) {
        return Journal.open(this, segmentBytes, vault);
    }

    /// The disk as the next process finds it when this one was killed.
    public FakeDisk afterKill() {
        var next = new FakeDisk(random);
        files.forEach((name, file) -> {
            next.put(name, file.bytes.toByteArray(), file.durable);
            next.file(name).promised = file.promised;
            next.file(name).lost.or(file.lost);
        });
        next.durableNames.clear();
        durableNames.keySet().stream()
                .filter(next.files::containsKey)
                .forEach(name -> next.durableNames.put(name, next.file(name)));
        return next;
    }

    /// The disk after the power went: what was durable is there, of the rest any beginning, perhaps
    /// with a block that was never written.
    public FakeDisk afterPowerCut() {
        var next = new FakeDisk(random);
        durableNames.forEach((name, file) -> {
            byte[] bytes = file.bytes.toByteArray();
            file.lost.stream().forEach(at -> bytes[at] = 0);
            byte[] left = Arrays.copyOf(bytes, random.nextInt(file.durable, bytes.length + 1));
            if (random.nextInt(4) == 0) {
                punch(left, file.durable);
            }
            next.put(name, left, file.durable);
            next.file(name).promised = file.promised;
        });
        return next;
    }

    private void punch(byte[] bytes, int durable) {
        int start = durable;
        while (start < bytes.length && random.nextBoolean()) {
            start = (start / 4096 + 1) * 4096;
        }
        int end = Math.min(bytes.length, (start / 4096 + 1) * 4096);
        if (start < end) {
            Arrays.fill(bytes, start, end, (byte) 0);
        }
    }

    /// A disk with these files, all durable.
    static FakeDisk of(RandomGenerator random, Map<String, byte[]> files) {
        var disk = new FakeDisk(random);
        files.forEach((name, bytes) -> disk.put(name, bytes, bytes.length));
        return disk;
    }

    /// A disk with these files, of whose bytes nothing is known to be durable.
    static FakeDisk torn(Map<String, byte[]> files) {
        var disk = new FakeDisk(new Random(1));
        files.forEach((name, bytes) -> disk.put(name, bytes, 0));
        return disk;
    }

    private void put(String name, byte[] bytes, int durable) {
        var file = new Stored();
        file.bytes.writeBytes(bytes);
        file.durable = durable;
        file.promised = durable;
        files.put(name, file);
        durableNames.put(name, file);
    }

    /// Flips a bit of a byte, behind everybody's back.
    public void spoil(String name, int offset) {
        Stored file = file(name);
        byte[] bytes = file.bytes.toByteArray();
        bytes[offset] ^= 1;
        file.bytes.reset();
        file.bytes.writeBytes(bytes);
    }

    /// The bytes of all files, as any other program would read them.
    public Map<String, byte[]> bytes() {
        var bytes = new TreeMap<String, byte[]>();
        files.forEach((name, file) -> bytes.put(name, file.bytes.toByteArray()));
        return bytes;
    }

    private Stored file(String name) {
        Stored file = files.get(name);
        if (file == null) {
            throw new IllegalStateException("no file " + name);
        }
        return file;
    }

    private synchronized void attempt(Call call, Work work) throws IOException {
        attempt(call, work, () -> {});
    }

    /// @param instead what happens when it fails without having done its work
    private synchronized void attempt(Call call, Work work, Work instead) throws IOException {
        if (more > 0) {
            more--;
            instead.run();
            throw new IOException("the disk fails on");
        }
        int nth = calls.merge(call, 1, Integer::sum);
        Fault now = fault;
        if (now == null || failed || now.call() != call || now.nth() != nth) {
            work.run();
            return;
        }
        failed = true;
        more = now.more();
        if (now.persisted()) {
            work.run();
        } else {
            instead.run();
        }
        throw new IOException("the disk failed at " + now);
    }

    private interface Work {
        void run() throws IOException;
    }

    @Override
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    @Override
    public Written create(String name) throws IOException {
        attempt(
                Call.CREATE,
                () -> {
                    assertThat(files).as("created twice").doesNotContainKey(name);
                    files.put(name, new Stored());
                });
        return new Growing(file(name));
    }

    @Override
    public Written append(String name) {
        return new Growing(file(name));
    }

    @Override
    public Readable read(String name) throws IOException {
        Stored file = files.get(name);
        if (file == null) {
            throw new FileNotFoundException(name);
        }
        return new Whole(file);
    }

    @Override
    public void rewrite(String name, long from, long until) throws IOException {
        attempt(Call.REWRITE, () -> file(name).again.set((int) from, (int) until));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        assertThat(Segment.firstOf(to)).as("a segment replaced").isEmpty();
        attempt(Call.RENAME, () -> files.put(to, moved(from)));
    }

    private Stored moved(String from) {
        Stored file = file(from);
        files.remove(from);
        return file;
    }

    @Override
    public void delete(String name) {
        assertThat(Segment.firstOf(name)).as("a segment deleted").isEmpty();
        files.remove(name);
    }

    @Override
    public void force() throws IOException {
        attempt(
                Call.FORCE_NAMES,
                () -> {
                    durableNames.clear();
                    durableNames.putAll(files);
                });
    }

    @Override
    public void close() {}

    private final class Growing implements Written {
        private final Stored file;

        Growing(Stored file) {
            this.file = file;
        }

        /// Writes a part of what it is given, as a file system may.
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length = random.nextInt(bytes.remaining()) + 1;
            var part = new byte[length];
            attempt(
                    Call.WRITE,
                    () -> {
                        bytes.get(part);
                        file.bytes.writeBytes(part);
                    });
            return length;
        }

        @Override
        public void force() throws IOException {
            attempt(Call.FORCE, file::forced, file::forgotten);
            file.promised = file.durable;
        }

        @Override
        public void truncate(long size) throws IOException {
            assertThat(size).as("cut off what was durable").isGreaterThanOrEqualTo(file.promised);
            attempt(Call.TRUNCATE, () -> file.cut((int) size));
        }

        @Override
        public void close() {}
    }

    private record Whole(Stored file) implements Readable {
        @Override
        public long size() {
            return file.bytes.size();
        }

        /// Reads a part of what it is asked for, as a file system may.
        @Override
        public int read(ByteBuffer into, long offset) {
            byte[] bytes = file.bytes.toByteArray();
            if (offset >= bytes.length) {
                return -1;
            }
            int length = (int) Math.min(into.remaining(), bytes.length - offset);
            int part = length <= 1 ? length : length - length / 3;
            into.put(bytes, (int) offset, part);
            return part;
        }

        @Override
        public void close() {}
    }
}
