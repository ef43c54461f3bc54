package sekisho.journal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.JournalFailed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

class PublisherTest {
    private static final String ORIGIN = "sekisho.example/main-office";

    @TempDir Path temp;

    private Path folder;
    private SigningKey key;

    private static SigningKey keyOf(Path folder) {
        try {
            return SigningKey.in(folder, ORIGIN);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void aFolderAndAKey() {
        folder = temp.resolve("log");
        key = keyOf(temp.resolve("keys"));
    }

    private Publisher open(Journals journal) {
        return Publisher.open(folder, journal, key);
    }

    /// Reads the published folder as an outsider: signature, every bundle, every leaf, the root.
    private void verified(Journals journal, long size) throws IOException {
        Checkpoint checkpoint =
                Objects.requireNonNull(Publisher.read(Tiles.in(folder), Keys.of(key.verifier())));
        assertThat(checkpoint.size()).isEqualTo(size);
        var leaves = new Leaves();
        for (long tile = 0; tile * 256 < size; tile++) {
            int width = (int) Math.min(256, size - tile * 256);
            var bundle =
                    ByteBuffer.wrap(
                            Files.readAllBytes(folder.resolve(new Tile(0, tile, width).entries())));
            byte[] hashes = Files.readAllBytes(folder.resolve(new Tile(0, tile, width).path()));
            for (int i = 0; i < width; i++) {
                var leaf = new byte[bundle.getShort() & 0xFFFF];
                bundle.get(leaf);
                assertThat(leaf).isEqualTo(journal.entries.get((int) tile * 256 + i));
                leaves.add(leaf);
                assertThat(ByteBuffer.wrap(hashes, 32 * i, 32))
                        .isEqualTo(ByteBuffer.wrap(Hash.leaf(leaf).bytes()));
            }
            assertThat(bundle.hasRemaining()).isFalse();
        }
        assertThat(MerkleTree.root(leaves, size)).isEqualTo(checkpoint.root());
    }

    @Test
    void everySizeIsPublishedWhole() throws Exception {
        var journal = new Journals();
        var publisher = open(journal);
        for (int size : new int[] {1, 2, 3, 255, 256, 257, 511, 512, 700, 1024, 65536, 65800}) {
            journal.grow(size);
            publisher.publish(size);
            verified(journal, size);
        }
    }

    @Test
    void itGoesOnAfterARestartAtEverySize() throws Exception {
        var journal = new Journals();
        for (int size = 1; size < 1100; size += 37) {
            journal.grow(size);
            open(journal).publish(size);
            verified(journal, size);
        }
    }

    @Test
    void entriesAreProvedFromTheTilesAlone() throws Exception {
        var journal = Journals.of(70_000);
        open(journal).publish(70_000);
        var nodes = new TileNodes(new TileFolder(folder), 70_000);
        Checkpoint checkpoint =
                Objects.requireNonNull(Publisher.read(Tiles.in(folder), Keys.of(key.verifier())));
        for (long index = 0; index < 70_000; index += 997) {
            List<Hash> proof = MerkleTree.inclusion(nodes, index, 70_000);
            Hash leaf = Hash.leaf(journal.entries.get((int) index));
            assertThat(Proofs.isIncluded(leaf, index, 70_000, proof, checkpoint.root())).isTrue();
        }
    }

    @Test
    void anEmptyJournalIsNotSigned() throws Exception {
        open(new Journals()).publish(0);
        assertThat(folder.resolve("checkpoint")).doesNotExist();
    }

    @Test
    void withoutNewEntriesNothingIsSigned() throws Exception {
        var publisher = open(Journals.of(5));
        publisher.publish(5);
        publisher.publish(5);
        assertThat(Files.readString(folder.resolve("checkpoints"))).containsOnlyOnce("\u2014 ");
    }

    @Test
    void everyCheckpointIsKept() throws Exception {
        var journal = new Journals();
        var publisher = open(journal);
        for (int size : List.of(3, 300, 301)) {
            journal.grow(size);
            publisher.publish(size);
        }
        assertThat(Files.readString(folder.resolve("checkpoints")).lines())
                .filteredOn(line -> line.matches("[0-9]+"))
                .containsExactly("3", "300", "301");
    }

    @Test
    void partialTilesGoWhenTheWholeOneIsSigned() throws Exception {
        var journal = Journals.of(10);
        var publisher = open(journal);
        publisher.publish(10);
        assertThat(folder.resolve("tile/0/000.p/10")).exists();
        journal.grow(256);
        publisher.publish(256);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(folder::relativize)
                                    .map(Path::toString))
                    .containsExactlyInAnyOrder(
                            "checkpoint",
                            "checkpoints",
                            "tile/0/000",
                            "tile/1/000.p/1",
                            "tile/entries/000");
        }
    }

    @Test
    void aSmallerJournalIsNeverSigned() throws Exception {
        open(Journals.of(300)).publish(300);
        var rolledBack = Journals.of(299);
        assertThatThrownBy(() -> open(rolledBack))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("entry 300 was signed");
        var publisher = open(Journals.of(300));
        assertThatThrownBy(() -> publisher.publish(299)).isInstanceOf(JournalFailed.class);
    }

    @Test
    void anotherJournalIsNeverSigned() throws Exception {
        open(Journals.of(300)).publish(300);
        var other = Journals.of(301);
        other.entries.set(299, "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> open(other))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("entry 300 is not the one that was signed");
    }

    @Test
    void aTileThatIsAnotherStopsIt() throws Exception {
        var journal = Journals.of(300);
        open(journal).publish(300);
        Path tile = folder.resolve("tile/0/001.p/44");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[7] ^= 1;
        Files.write(tile, bytes);
        assertThatThrownBy(() -> open(journal))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("don't belong to the signed checkpoint");
    }

    @Test
    void whatWasPublishedAndNotSignedMustBeTheSameTheNextTime() throws Exception {
        var journal = Journals.of(256);
        Files.createDirectories(folder.resolve("tile/entries"));
        Files.writeString(folder.resolve("tile/entries/000"), "something else");
        var publisher = open(journal);
        assertThatThrownBy(() -> publisher.publish(256))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("tile/entries/000");
        assertThatThrownBy(() -> publisher.publish(256)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCrashBeforeTheSignatureIsMadeGoodTheNextTime() throws Exception {
        var journal = Journals.of(100);
        open(journal).publish(100);
        byte[] before = Files.readAllBytes(folder.resolve("checkpoint"));
        journal.grow(700);
        open(journal).publish(700);
        Files.write(folder.resolve("checkpoint"), before);
        open(journal).publish(700);
        verified(journal, 700);
    }

    @Test
    void anEntryTooLongForABundleIsThereByItsDigest() throws Exception {
        var journal = Journals.of(2);
        journal.entries.add(new byte[70_000]);
        open(journal).publish(3);
        byte[] bundle = Files.readAllBytes(folder.resolve("tile/entries/000.p/3"));
        assertThat(new String(bundle, StandardCharsets.UTF_8))
                .contains("{\"bytes\":70000,\"sequence\":3,\"sha256\":\"");
        open(journal).publish(3);
    }

    @Test
    void anotherKeyDoesNotGoOn() throws Exception {
        open(Journals.of(3)).publish(3);
        key = keyOf(temp.resolve("other"));
        assertThatThrownBy(() -> open(Journals.of(3)))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("not signed by " + ORIGIN);
    }
}
