package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// A folder in memory that tells what is there from what is durable, fails when told to, having
/// done its work or not, and judges: a whole tile never changes.
final class FakeLogDisk implements LogDisk {

    /// The calls that may fail.
    enum Call {
        REPLACE,
        FORCE,
        APPEND,
        CUT,
        REMOVE
    }

    /// Fails one call, the `nth` of its kind from now.
    record Fault(Call call, int nth, boolean persisted) {}

    private final RandomGenerator random;
    private final Map<String, byte[]> there = new TreeMap<>();
    private final Map<String, byte[]> durable = new TreeMap<>();
    private final Map<Call, Integer> calls = new EnumMap<>(Call.class);
    private @Nullable Fault fault;
    private boolean failed;

    FakeLogDisk(RandomGenerator random) {
        this.random = random;
    }

    void fail(Fault next) {
        calls.clear();
        fault = next;
        failed = false;
    }

    boolean hasFailed() {
        return failed;
    }

    /// The power goes: of what was not durable, each file is as it was or as it would be.
    void cutPower() {
        fault = null;
        var names = new TreeMap<>(there);
        names.putAll(durable);
        for (String path : names.keySet()) {
            byte[] kept = random.nextBoolean() ? there.get(path) : durable.get(path);
            if (path.equals(History.FILE)) {
                kept = grown(path);
            }
            if (kept == null) {
                there.remove(path);
            } else {
                there.put(path, kept);
            }
        }
        durable.clear();
        durable.putAll(there);
    }

    /// An appended file has lost any part of what was not forced.
    private byte @Nullable [] grown(String path) {
        byte[] all = there.get(path);
        byte[] forced = durable.get(path);
        if (all == null) {
            return forced;
        }
        int least = forced == null ? 0 : Math.min(forced.length, all.length);
        return Arrays.copyOf(all, random.nextInt(least, all.length + 1));
    }

    private interface Work {
        void run();
    }

    private void attempt(Call call, Work work, Work half) throws IOException {
        int nth = calls.merge(call, 1, Integer::sum);
        Fault now = fault;
        if (now == null || now.call() != call || now.nth() != nth) {
            work.run();
            return;
        }
        failed = true;
        (now.persisted() ? work : half).run();
        throw new IOException("the disk failed at " + now);
    }

    @Override
    public byte @Nullable [] get(String path) {
        byte[] bytes = there.get(path);
        return bytes == null ? null : bytes.clone();
    }

    @Override
    public void replace(String path, byte[] bytes) throws IOException {
        if (path.startsWith("tile/")) {
            assertThat(there.getOrDefault(path, bytes)).as("%s rewritten", path).isEqualTo(bytes);
        }
        attempt(Call.REPLACE, () -> there.put(path, bytes.clone()), () -> {});
    }

    @Override
    public void write(String path, byte[] bytes) throws IOException {
        replace(path, bytes);
    }

    @Override
    public void again(String path) {
        assertThat(there).containsKey(path);
    }

    @Override
    public void force() throws IOException {
        attempt(
                Call.FORCE,
                () -> {
                    byte[] appended = durable.get(History.FILE);
                    durable.clear();
                    durable.putAll(there);
                    if (appended != null) {
                        durable.put(History.FILE, appended);
                    }
                },
                () -> {});
    }

    @Override
    public void append(String path, byte[] bytes) throws IOException {
        attempt(
                Call.APPEND,
                () -> {
                    there.put(path, joined(path, bytes));
                    durable.put(path, there.get(path));
                },
                () ->
                        there.put(
                                path,
                                joined(path, Arrays.copyOf(bytes, random.nextInt(bytes.length)))));
    }

    private byte[] joined(String path, byte[] bytes) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(there.getOrDefault(path, new byte[0]));
        all.writeBytes(bytes);
        return all.toByteArray();
    }

    @Override
    public byte[] end(String path, int max) {
        byte[] bytes = there.getOrDefault(path, new byte[0]);
        return Arrays.copyOfRange(bytes, Math.max(0, bytes.length - max), bytes.length);
    }

    @Override
    public void cut(String path, int bytes) throws IOException {
        attempt(
                Call.CUT,
                () -> {
                    byte[] all = there.getOrDefault(path, new byte[0]);
                    there.put(path, Arrays.copyOf(all, all.length - bytes));
                    durable.put(path, there.get(path));
                },
                () -> {});
    }

    @Override
    public void remove(String folder) throws IOException {
        attempt(
                Call.REMOVE,
                () -> there.keySet().removeIf(path -> path.startsWith(folder + '/')),
                () -> {});
    }
}
