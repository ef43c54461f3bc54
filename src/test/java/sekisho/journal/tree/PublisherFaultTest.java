package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import sekisho.journal.JournalFailed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/// The publisher on a disk that fails at every call, in pairs: having done the work and not; and
/// then the same process goes on, or the power goes. After each step the whole log is read again as
/// an outsider would: whatever was ever shown is a beginning of what is shown now.
class PublisherFaultTest {
    private static final String ORIGIN = "sekisho.example";
    private static final int[] SIZES = {3, 256, 300};

    @TempDir Path temp;

    private final Journals truth = Journals.of(400);
    private final List<Hash> roots = new ArrayList<>();
    private SigningKey key;
    private FakeLogDisk disk;
    private FakeLogDisk memory;
    private long shown;

    @BeforeEach
    void aKeyAndTheTruth() throws IOException {
        key = SigningKey.in(temp.resolve("keys"), ORIGIN);
        disk = new FakeLogDisk(new Random(1));
        memory = new FakeLogDisk(new Random(1));
        var edge = new Edge();
        roots.add(edge.root());
        for (byte[] entry : truth.entries) {
            edge.add(Hash.leaf(entry), (_, _) -> {});
            roots.add(edge.root());
        }
    }

    private Publisher open(Journals journal) throws IOException {
        return Publisher.open("log", disk, memory, journal, key);
    }

    /// Reads what is shown, from the tiles up to the signature.
    private void check() throws IOException {
        Checkpoint checkpoint = Publisher.read(disk, Keys.of(key.verifier()));
        if (checkpoint == null) {
            assertThat(shown).isZero();
            return;
        }
        long size = checkpoint.size();
        assertThat(size).isGreaterThanOrEqualTo(shown);
        assertThat(checkpoint.root()).isEqualTo(roots.get((int) size));
        assertThat(Edge.of(disk, size).root()).isEqualTo(checkpoint.root());
        var nodes = new TileNodes(disk, size);
        for (long tile = 0; tile * Tile.WIDTH < size; tile++) {
            int width = (int) Math.min(Tile.WIDTH, size - tile * Tile.WIDTH);
            Tile name = new Tile(0, tile, width);
            byte[] file = disk.get(name.entries());
            if (file == null) {
                file = disk.get(name.whole().entries());
            }
            var bundle = ByteBuffer.wrap(Objects.requireNonNull(file));
            for (int i = 0; i < width; i++) {
                var leaf = new byte[bundle.getShort()];
                bundle.get(leaf);
                assertThat(leaf).isEqualTo(truth.entries.get((int) tile * Tile.WIDTH + i));
                assertThat(nodes.at(0, tile * Tile.WIDTH + i)).isEqualTo(Hash.leaf(leaf));
            }
        }
    }

    /// One life of a log in which one call fails.
    ///
    /// @param step when the disk begins to count its calls
    /// @return whether the call came at all
    private boolean live(FakeLogDisk failing, FakeLogDisk.Fault fault, boolean powerCut, int step)
            throws IOException {
        shown = 0;
        for (int i = 0; i < SIZES.length; i++) {
            var journal = Journals.of(SIZES[i]);
            if (i == step) {
                failing.fail(fault);
            }
            try {
                open(journal).publish(SIZES[i]);
            } catch (IOException e) {
                if (powerCut) {
                    disk.cutPower();
                    memory.cutPower();
                }
                check();
                open(journal).publish(SIZES[i]);
            }
            shown = SIZES[i];
            check();
        }
        List<Checkpoint> history = PastCheckpointsTest.all(disk, Keys.of(key.verifier()));
        assertThat(history).extracting(Checkpoint::size).contains(3L, 256L, 300L);
        for (Checkpoint past : history) {
            assertThat(past.root()).isEqualTo(roots.get((int) past.size()));
        }
        return failing.hasFailed();
    }

    @ParameterizedTest
    @EnumSource
    void whateverCallFailsNothingShownIsEverTakenBack(FakeLogDisk.Call call) throws Exception {
        int tried = 0;
        for (boolean beside : new boolean[] {false, true}) {
            for (boolean persisted : new boolean[] {false, true}) {
                for (boolean powerCut : new boolean[] {false, true}) {
                    for (int step = 0; step < 2; step++) {
                        tried += everyTime(call, beside, persisted, powerCut, step);
                    }
                }
            }
        }
        if (call != FakeLogDisk.Call.CUT) {
            assertThat(tried).as("calls that failed").isPositive();
        }
    }

    private int everyTime(
            FakeLogDisk.Call call, boolean beside, boolean persisted, boolean powerCut, int step)
            throws IOException {
        for (int nth = 1; ; nth++) {
            var random = new Random(nth);
            disk = new FakeLogDisk(random);
            memory = new FakeLogDisk(random);
            var fault = new FakeLogDisk.Fault(call, nth, persisted);
            if (!live(beside ? memory : disk, fault, powerCut, step)) {
                return nth - 1;
            }
        }
    }

    @Test
    void aTornNoteInTheHistoryIsCutOffAndTheNextOneCanBeRead() throws Exception {
        for (int kept = 0; kept < 150; kept += 7) {
            disk = new FakeLogDisk(new Random(kept));
            memory = new FakeLogDisk(new Random(kept));
            open(Journals.of(3)).publish(3);
            String next = Note.sign(new Checkpoint(ORIGIN, 9, roots.get(9)).text(), key);
            byte[] torn = next.getBytes(StandardCharsets.UTF_8);
            disk.append(History.FILE, java.util.Arrays.copyOf(torn, kept));
            open(Journals.of(20)).publish(20);
            assertThat(PastCheckpointsTest.all(disk, Keys.of(key.verifier())))
                    .as("torn after %d bytes", kept)
                    .extracting(Checkpoint::size)
                    .containsExactly(3L, 20L);
        }
    }

    @Test
    void aFolderThatWasPutBackFromAnOldCopyIsNotSigned() throws Exception {
        open(Journals.of(300)).publish(300);
        FakeLogDisk newest = disk;
        disk = new FakeLogDisk(new Random(1));
        var old = new FakeLogDisk(new Random(1));
        Publisher.open("log", disk, old, Journals.of(200), key).publish(200);
        assertThatThrownBy(() -> open(Journals.of(200)))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("300 entries were signed")
                .hasMessageContaining("an older copy");
        var other = Journals.of(400);
        other.entries.set(250, "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open(other).publish(400))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("are not those that were signed");
        disk = newest;
        open(Journals.of(400)).publish(400);
        assertThat(Publisher.read(disk, Keys.of(key.verifier())))
                .extracting(Checkpoint::size)
                .isEqualTo(400L);
    }
}
