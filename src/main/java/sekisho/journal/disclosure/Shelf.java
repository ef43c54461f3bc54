package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.IntPredicate;

/// The records of entries, in files by sequence, each named by its first: looked up by the entry
/// they belong to. An entry may have several records, one for each key.
///
/// One thread writes; any thread looks up what was made durable before.
final class Shelf implements AutoCloseable {
    static final String SUFFIX = ".sealed";

    /// Where a file ends and the next one begins, in bytes.
    private static final long FILE_BYTES = 64L << 20;

    /// Between two places of an index.
    private static final long STRIDE = 16 << 10;

    private final VaultDisk disk;

    /// The files, by their first sequence, each with some of its places by sequence. An index that
    /// nobody has needed yet is empty.
    private final ConcurrentSkipListMap<Long, ConcurrentNavigableMap<Long, Long>> files =
            new ConcurrentSkipListMap<>();

    private @Nullable Records last;
    private long lastIndexed;
    private long lastSequence;

    Shelf(VaultDisk disk) throws IOException {
        this.disk = disk;
        firsts(disk).forEach(first -> files.put(first, new ConcurrentSkipListMap<>()));
    }

    private static List<Long> firsts(VaultDisk disk) throws IOException {
        return disk.names().stream()
                .filter(name -> name.matches("\\d{19}" + SUFFIX))
                .map(name -> Long.parseLong(name.substring(0, 19)))
                .toList();
    }

    private static String file(long first) {
        return "%019d%s".formatted(first, SUFFIX);
    }

    /// Forgets the records of entries beyond this one, and what a crash left half written.
    void resume(long limit) throws IOException {
        close();
        last = null;
        while (!files.isEmpty() && files.lastKey() > limit) {
            disk.delete(file(files.lastKey()));
            files.remove(files.lastKey());
        }
        if (files.isEmpty()) {
            return;
        }
        long first = files.lastKey();
        var index = files.lastEntry().getValue();
        index.clear();
        long[] cut = {-1};
        long end =
                Records.visit(
                        disk,
                        file(first),
                        0,
                        (offset, _, record) -> {
                            if (record != null && record.sequence() > limit) {
                                cut[0] = offset;
                                return false;
                            }
                            if (record != null) {
                                note(index, record.sequence(), offset);
                            }
                            return true;
                        });
        last = Records.open(disk, file(first));
        long until = cut[0] < 0 ? end : cut[0];
        if (until < last.size()) {
            last.truncate(until);
            last.force();
        }
    }

    private void note(Map<Long, Long> index, long sequence, long offset) {
        if (index.isEmpty() || sequence != lastSequence && offset >= lastIndexed + STRIDE) {
            index.put(sequence, offset);
            lastIndexed = offset;
        }
        lastSequence = sequence;
    }

    /// Writes records behind all others; they are durable after [#force()]. Where that fails,
    /// nothing of them is there.
    void append(List<Sealed> records) throws IOException {
        if (last == null || last.size() >= FILE_BYTES) {
            if (last != null) {
                last.force();
                last.close();
            }
            long first = records.getFirst().sequence();
            last = Records.open(disk, file(first));
            lastIndexed = 0;
            files.put(first, new ConcurrentSkipListMap<>());
        }
        Records file = last;
        long before = file.size();
        try {
            for (Sealed record : records) {
                long offset = file.append(record);
                note(files.lastEntry().getValue(), record.sequence(), offset);
            }
        } catch (IOException e) {
            file.truncate(before);
            throw e;
        }
    }

    void force() throws IOException {
        if (last != null) {
            last.force();
        }
    }

    /// The records of an entry; none when there are none.
    List<Sealed> of(long sequence) throws IOException {
        var file = files.floorEntry(sequence);
        if (file == null) {
            return List.of();
        }
        var place = index(file.getKey(), file.getValue()).floorEntry(sequence);
        if (place == null) {
            return List.of();
        }
        List<Sealed> found = new ArrayList<>(1);
        Records.visit(
                disk,
                file(file.getKey()),
                place.getValue(),
                (_, _, record) -> {
                    if (record != null && record.sequence() == sequence) {
                        found.add(record);
                    }
                    return record == null || record.sequence() <= sequence;
                });
        return found;
    }

    private ConcurrentNavigableMap<Long, Long> index(
            long first, ConcurrentNavigableMap<Long, Long> index) throws IOException {
        if (!index.isEmpty()) {
            return index;
        }
        var made = new ConcurrentSkipListMap<Long, Long>();
        long[] indexed = {0, 0};
        Records.visit(
                disk,
                file(first),
                0,
                (offset, _, record) -> {
                    if (record != null
                            && (made.isEmpty()
                                    || record.sequence() != indexed[0]
                                            && offset >= indexed[1] + STRIDE)) {
                        made.put(record.sequence(), offset);
                        indexed[1] = offset;
                    }
                    indexed[0] = record == null ? indexed[0] : record.sequence();
                    return true;
                });
        index.putAll(made);
        return index;
    }

    /// Goes through all records of a folder, by entry, while somebody may be writing there.
    static Reading reading(VaultDisk disk) {
        return new Reading(disk);
    }

    /// The records of one entry after the other, in their order.
    static final class Reading implements AutoCloseable {
        private final VaultDisk disk;
        private Records.@Nullable Reading file;
        private long first = -1;
        private boolean held;

        private Reading(VaultDisk disk) {
            this.disk = disk;
        }

        /// The records of an entry, which must lie behind all that was asked for before.
        List<Sealed> of(long sequence) throws IOException {
            List<Sealed> found = new ArrayList<>(1);
            while (held || advance()) {
                Sealed record = file == null ? null : file.record();
                if (record != null && record.sequence() > sequence) {
                    held = true;
                    break;
                }
                held = false;
                if (record != null && record.sequence() == sequence) {
                    found.add(record);
                }
            }
            return found;
        }

        /// At the end of the last file it stays there: more may come.
        private boolean advance() throws IOException {
            while (file == null || !file.next()) {
                long following = following();
                if (following < 0) {
                    return false;
                }
                close();
                first = following;
                file = new Records.Reading(disk, file(first), 0);
            }
            return true;
        }

        private long following() throws IOException {
            return firsts(disk).stream().filter(one -> one > first).min(Long::compare).orElse(-1L);
        }

        @Override
        public void close() throws IOException {
            if (file != null) {
                file.close();
                file = null;
            }
        }
    }

    /// The files there are, each by its first entry.
    List<Long> files() {
        return List.copyOf(files.keySet());
    }

    /// Overwrites the records of these slots in one file, if it is still there.
    void erase(long first, IntPredicate slots) throws IOException {
        if (last != null && file(first).equals(last.name())) {
            last.erase(slots);
        } else if (files.containsKey(first)) {
            try (Records file = Records.open(disk, file(first))) {
                file.erase(slots);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (last != null) {
            last.close();
        }
    }
}
