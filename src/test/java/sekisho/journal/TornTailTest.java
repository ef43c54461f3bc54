package sekisho.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static sekisho.journal.Facts.NINE;
import static sekisho.journal.Facts.numbered;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

class TornTailTest {
    private static final String FIRST = Segment.name(1);

    /// The segments of a journal with this many entries, three to a batch. Without the marks beside
    /// them, opening has to read all.
    private static Map<String, byte[]> journal(int entries, long segmentBytes) {
        var disk = new FakeDisk(new Random(1));
        try (var journal = Journal.open(disk, segmentBytes)) {
            for (int i = 1; i <= entries; i += 3) {
                journal.append(numbered(i, i + 2), NINE);
                journal.force();
            }
        }
        Map<String, byte[]> files = disk.bytes();
        files.remove("marks");
        return files;
    }

    private static FakeDisk disk(Map<String, byte[]> files) {
        return FakeDisk.of(new Random(1), files);
    }

    private static byte[] segment(Map<String, byte[]> files, String name) {
        return Objects.requireNonNull(files.get(name));
    }

    /// Where the frame of an entry begins in the first segment.
    private static int start(byte[] segment, int entry) {
        int at = 0;
        for (int i = 1; i < entry; i++) {
            at += 8 + ByteBuffer.wrap(segment).getInt(at);
        }
        return at;
    }

    /// The tail is not durable: the disk allows cutting it.
    private static FakeDisk torn(Map<String, byte[]> files, int durable) {
        byte[] whole = segment(files, FIRST);
        var kept = new TreeMap<>(files);
        kept.put(FIRST, Arrays.copyOf(whole, durable));
        var disk = disk(kept);
        try (var file = disk.append(FIRST)) {
            var rest = ByteBuffer.wrap(whole, durable, whole.length - durable);
            while (rest.hasRemaining()) {
                file.write(rest);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return disk;
    }

    @Test
    void theLastFrameMayBeTornAtEveryByte() {
        Map<String, byte[]> files = journal(6, 1 << 20);
        byte[] whole = segment(files, FIRST);
        int last = start(whole, 6);
        for (int cut = last + 1; cut < whole.length; cut++) {
            var disk = torn(Map.of(FIRST, Arrays.copyOf(whole, cut)), last);
            try (var journal = Journal.open(disk, 1 << 20)) {
                Recovery recovery = journal.recovery();
                assertThat(recovery.entries()).isEqualTo(5);
                Recovery.TornTail torn = Objects.requireNonNull(recovery.torn());
                assertThat(torn.segment()).isEqualTo(FIRST);
                assertThat(torn.offset()).isEqualTo(last);
                assertThat(torn.bytes()).isEqualTo(cut - last);
                assertThat(disk.bytes().get(torn.keptAs()))
                        .as("kept aside")
                        .isEqualTo(Arrays.copyOfRange(whole, last, cut));
                assertThat(Outsider.check(disk.bytes())).hasSize(5);
                journal.append(numbered(1, 6), NINE);
                journal.force();
            }
            assertThat(segment(disk.bytes(), FIRST)).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @Test
    void aBlockThatWasNeverWrittenIsATornTailThoughLaterOnesAreThere() {
        byte[] whole = segment(journal(120, 1 << 20), FIRST);
        int durable = start(whole, 10);
        for (int block = 4096; block + 4096 < whole.length; block += 4096) {
            byte[] holed = whole.clone();
            Arrays.fill(holed, block, block + 4096, (byte) 0);
            try (var journal = Journal.open(torn(Map.of(FIRST, holed), durable), 1 << 20)) {
                assertThat(journal.recovery().damage()).isNull();
                assertThat(journal.recovery().torn()).isNotNull();
                assertThat(journal.recovery().entries()).isBetween(9L, 119L);
            }
        }
    }

    @Test
    void whatWasTornTwiceAtOnePlaceIsKeptTwice() {
        byte[] whole = segment(journal(6, 1 << 20), FIRST);
        int last = start(whole, 6);
        var files = new TreeMap<String, byte[]>();
        for (int missing = 1; missing <= 2; missing++) {
            files.put(FIRST, Arrays.copyOf(whole, whole.length - missing));
            var disk = torn(files, last);
            Journal.open(disk, 1 << 20).close();
            files.putAll(disk.bytes());
        }
        assertThat(files.keySet())
                .containsExactly(FIRST, "torn-1-" + last, "torn-1-" + last + "-2");
    }

    @Test
    void aFlippedBitBeforeTheEndStopsAppendingAndNamesThePlace() {
        Map<String, byte[]> files = journal(18, 800);
        assertThat(files).hasSizeGreaterThan(2);
        long before = 0;
        for (String name : files.keySet()) {
            byte[] whole = segment(files, name);
            boolean lastSegment = name.equals(((TreeMap<String, byte[]>) files).lastKey());
            int checkedBytes = lastSegment ? lastFrame(whole) : whole.length;
            for (int at = 0; at < checkedBytes; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] flipped = whole.clone();
                    flipped[at] ^= (byte) (1 << bit);
                    refused(with(files, name, flipped), name, at, before);
                }
            }
            before += frames(whole);
        }
    }

    private static Map<String, byte[]> with(
            Map<String, byte[]> files, String name, byte[] changed) {
        var all = new TreeMap<>(files);
        all.put(name, changed);
        return all;
    }

    private static void refused(Map<String, byte[]> files, String name, int at, long before) {
        var disk = disk(files);
        try (var journal = Journal.open(disk, 800)) {
            var damage = journal.recovery().damage();
            assertThat(damage).as("byte %d of %s", at, name).isNotNull();
            Objects.requireNonNull(damage);
            assertThat(damage.segment()).isEqualTo(name);
            assertThat(damage.offset()).isLessThanOrEqualTo(at);
            assertThat(damage.lastGood()).isGreaterThanOrEqualTo(before);
            assertThat(journal.read(1, 100)).hasSize((int) damage.lastGood());
            assertThatThrownBy(() -> journal.append(numbered(99, 99), NINE))
                    .isInstanceOf(JournalFailed.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining("at byte " + damage.offset());
        }
        assertThat(disk.bytes()).as("nothing was touched").containsExactlyEntriesOf(files);
    }

    private static int lastFrame(byte[] segment) {
        return start(segment, frames(segment));
    }

    private static int frames(byte[] segment) {
        int frames = 0;
        for (int at = 0; at < segment.length; frames++) {
            at += 8 + ByteBuffer.wrap(segment).getInt(at);
        }
        return frames;
    }

    @Test
    void aMissingSegmentIsDamage() {
        Map<String, byte[]> files = journal(30, 800);
        List<String> names = List.copyOf(files.keySet());
        for (String name : names.subList(0, names.size() - 1)) {
            var without = new TreeMap<>(files);
            without.remove(name);
            try (var journal = Journal.open(disk(without), 800)) {
                assertThat(Objects.requireNonNull(journal.recovery().damage()).reason())
                        .contains("a segment is missing");
            }
        }
    }

    @Test
    void aSwappedEntryIsDamage() {
        byte[] whole = segment(journal(6, 1 << 20), FIRST);
        int second = start(whole, 2);
        int third = start(whole, 3);
        byte[] swapped = whole.clone();
        System.arraycopy(whole, second, swapped, 0, third - second);
        System.arraycopy(whole, 0, swapped, third - second, second);
        try (var journal = Journal.open(disk(Map.of(FIRST, swapped)), 1 << 20)) {
            assertThat(Objects.requireNonNull(journal.recovery().damage()).reason())
                    .isEqualTo("entry 1 was expected, not 2");
        }
    }

    @Test
    void anEntryThatChangesUnderTheReaderIsNoticed() {
        Map<String, byte[]> files = journal(6, 1 << 20);
        var disk = disk(files);
        try (var journal = Journal.open(disk, 1 << 20)) {
            disk.spoil(FIRST, start(segment(files, FIRST), 4) + 20);
            assertThat(journal.read(1, 3)).hasSize(3);
            assertThatThrownBy(() -> journal.read(1, 6))
                    .isInstanceOf(JournalFailed.class)
                    .hasMessageContaining("entry 4");
        }
    }
}
