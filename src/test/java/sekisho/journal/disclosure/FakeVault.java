package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// The folders of records and of keys in memory: they tell what was written from what is durable,
/// and fail when told to.
///
/// They forget as Linux does: what a force has failed on still reads as written, and the next force
/// does nothing for it unless it was written again.
public final class FakeVault {
    private static final int SECTOR = 512;
    private static final MasterKey MASTER = new MasterKey(new byte[32]);

    /// Fails the `nth` call from now that changes something, having done its work or not; and then
    /// `more` calls, which do nothing.
    public record Fault(int nth, boolean persisted, int more) {}

    private final RandomGenerator random;
    private final Folder records = new Folder();
    private final Folder keys = new Folder();
    private @Nullable Fault fault;
    private int calls;
    private int more;
    private boolean failed;

    public FakeVault(RandomGenerator random) {
        this.random = random;
    }

    /// Opens the store that is on it.
    public DisclosureStore open() throws IOException {
        return DisclosureStore.open(records, keys, MASTER);
    }

    /// Compares entries with what is on it.
    public DisclosureCheck check() throws IOException {
        return new DisclosureCheck(records, () -> DisclosureStore.toRead(records, keys, MASTER));
    }

    public void fail(@Nullable Fault next) {
        fault = next;
        calls = 0;
        more = 0;
        failed = false;
    }

    public boolean hasFailed() {
        return failed;
    }

    /// The vault as the next process finds it when this one was killed.
    public FakeVault afterKill() {
        var next = new FakeVault(random);
        next.records.takeOver(records);
        next.keys.takeOver(keys);
        return next;
    }

    /// The vault after the power went: what was durable is there, of the rest any sectors.
    public FakeVault afterPowerCut() {
        var next = new FakeVault(random);
        next.records.survive(records);
        next.keys.survive(keys);
        return next;
    }

    /// How many records are there, whole or not, whose keys have been destroyed.
    public int leftBehind() throws IOException {
        FakeVault copy = afterKill();
        int left = 0;
        try (var held = PersonKeys.open(copy.keys, MASTER, new SecureRandom())) {
            for (String name : copy.records.names()) {
                try (var reading = new Records.Reading(copy.records, name, 0)) {
                    while (reading.next()) {
                        Sealed record = reading.record();
                        boolean erased = record != null && record.state() == Sealed.ERASED;
                        left += held.isDestroyed(reading.erased().slot()) && !erased ? 1 : 0;
                    }
                }
            }
        }
        return left;
    }

    /// The last bytes of a file of records or keys are cut off, and count as durable.
    void tear(String name, int bytes) {
        Stored file = file(name);
        file.now = Arrays.copyOf(file.now, file.now.length - bytes);
        file.durable = file.now.clone();
        file.dirty.clear();
    }

    int size(String name) {
        return file(name).now.length;
    }

    private Stored file(String name) {
        Stored file = records.there.getOrDefault(name, keys.there.get(name));
        return Objects.requireNonNull(file, name);
    }

    private interface Work {
        void run();
    }

    private void attempt(Work work, Work instead) throws IOException {
        if (more > 0) {
            more--;
            instead.run();
            throw new IOException("the disk fails on");
        }
        calls++;
        Fault now = fault;
        if (now == null || failed || now.nth() != calls) {
            work.run();
            return;
        }
        failed = true;
        more = now.more();
        (now.persisted() ? work : instead).run();
        throw new IOException("the disk failed at " + now);
    }

    private static final class Stored {
        byte[] now = {};
        byte[] durable = {};
        int cut = Integer.MAX_VALUE;

        /// Bytes that the next force will write.
        final BitSet dirty = new BitSet();

        void write(byte[] bytes, int at) {
            if (at + bytes.length > now.length) {
                now = Arrays.copyOf(now, at + bytes.length);
            }
            System.arraycopy(bytes, 0, now, at, bytes.length);
            dirty.set(at, at + bytes.length);
        }

        void truncate(int size) {
            now = Arrays.copyOf(now, size);
            cut = Math.min(cut, size);
            dirty.clear(size, Integer.MAX_VALUE);
        }

        void force() {
            durable =
                    Arrays.copyOf(
                            Arrays.copyOf(durable, Math.min(cut, durable.length)), now.length);
            dirty.stream().forEach(at -> durable[at] = now[at]);
            forget();
        }

        void forget() {
            cut = Integer.MAX_VALUE;
            dirty.clear();
        }

        Stored copy() {
            var copy = new Stored();
            copy.now = now.clone();
            copy.durable = durable.clone();
            copy.cut = cut;
            copy.dirty.or(dirty);
            return copy;
        }

        Stored afterPowerCut(RandomGenerator random) {
            byte[] left = durable.clone();
            if (cut < left.length && random.nextBoolean()) {
                left = Arrays.copyOf(left, cut);
            }
            for (int sector = 0; sector < now.length; sector += SECTOR) {
                int end = Math.min(now.length, sector + SECTOR);
                int first = dirty.nextSetBit(sector);
                if (first < 0 || first >= end || random.nextBoolean()) {
                    continue;
                }
                left = Arrays.copyOf(left, Math.max(left.length, end));
                for (int at = first; at < end; at++) {
                    if (dirty.get(at)) {
                        left[at] = now[at];
                    }
                }
            }
            var next = new Stored();
            next.now = left;
            next.durable = left.clone();
            return next;
        }
    }

    private final class Folder implements VaultDisk {
        private final Map<String, Stored> there = new TreeMap<>();
        private final Map<String, Stored> durable = new TreeMap<>();
        private boolean made;

        void takeOver(Folder before) {
            made = before.made;
            before.there.forEach((name, file) -> {
                Stored copy = file.copy();
                there.put(name, copy);
                if (before.durable.containsKey(name)) {
                    durable.put(name, copy);
                }
            });
        }

        void survive(Folder before) {
            made = before.made;
            var names = new TreeMap<>(before.durable);
            before.there.forEach((name, file) -> {
                if (before.durable.containsKey(name) || random.nextBoolean()) {
                    names.put(name, file);
                }
            });
            names.forEach((name, file) -> {
                boolean deleted = !before.there.containsKey(name);
                if (!deleted || random.nextBoolean()) {
                    there.put(name, file.afterPowerCut(random));
                }
            });
            durable.putAll(there);
        }

        @Override
        public boolean isThere() {
            return made;
        }

        @Override
        public void make() throws IOException {
            attempt(() -> made = true, () -> {});
        }

        @Override
        public List<String> names() {
            return List.copyOf(there.keySet());
        }

        @Override
        public boolean has(String name) {
            return there.containsKey(name);
        }

        @Override
        public Place open(String name) throws IOException {
            if (!there.containsKey(name)) {
                attempt(() -> there.put(name, new Stored()), () -> {});
            }
            return read(name);
        }

        @Override
        public Place read(String name) throws IOException {
            Stored file = there.get(name);
            if (file == null) {
                throw new FileNotFoundException(name);
            }
            return new Opened(file);
        }

        @Override
        public void delete(String name) throws IOException {
            attempt(() -> there.remove(name), () -> {});
        }

        @Override
        public void force() throws IOException {
            attempt(
                    () -> {
                        durable.clear();
                        durable.putAll(there);
                    },
                    () -> {});
        }
    }

    private final class Opened implements VaultDisk.Place {
        private final Stored file;

        Opened(Stored file) {
            this.file = file;
        }

        @Override
        public long size() {
            return file.now.length;
        }

        /// Reads a part of what it is asked for, as a file system may.
        @Override
        public int read(ByteBuffer into, long at) {
            if (at >= file.now.length) {
                return -1;
            }
            int length = (int) Math.min(into.remaining(), file.now.length - at);
            int part = length <= 1 ? length : length - length / 3;
            into.put(file.now, (int) at, part);
            return part;
        }

        /// Writes a part of what it is given, as a file system may.
        @Override
        public int write(ByteBuffer bytes, long at) throws IOException {
            var part = new byte[random.nextInt(bytes.remaining()) + 1];
            bytes.get(bytes.position(), part);
            attempt(() -> file.write(part, (int) at), () -> {});
            bytes.position(bytes.position() + part.length);
            return part.length;
        }

        @Override
        public void truncate(long size) throws IOException {
            attempt(() -> file.truncate((int) size), () -> {});
        }

        @Override
        public void force() throws IOException {
            attempt(file::force, file::forget);
        }

        @Override
        public void close() {}
    }
}
