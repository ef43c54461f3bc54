package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import sekisho.journal.JournalFailed;
import sekisho.journal.RawEntry;
import sekisho.journal.RawReader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Publishes the journal as a C2SP tlog-tiles folder: tiles first, the signed checkpoint last.
///
/// What has been signed is never signed differently: it starts from the tiles that belong to the
/// last checkpoint, goes on only if their root is the signed one, and checks before each signature
/// that the new tree begins with the old. Owned by one thread.
public final class Publisher {
    private static final String CHECKPOINT = "checkpoint";
    private static final int READ = 1024;

    private final Path folder;
    private final RawReader journal;
    private final SigningKey key;
    private final TileFolder tiles;
    private final Edge edge;
    private final Bundle bundle = new Bundle();
    private final List<Tile> completed = new ArrayList<>();
    private @Nullable Checkpoint latest;
    private boolean unfinished;

    private Publisher(Path folder, RawReader journal, SigningKey key) throws IOException {
        this.folder = folder;
        this.journal = journal;
        this.key = key;
        this.tiles = new TileFolder(folder);
        this.latest = read(folder, key.verifier());
        this.edge = Edge.of(tiles, latest == null ? 0 : latest.size());
    }

    /// Goes on where the last checkpoint of a folder was made, or begins one.
    ///
    /// @throws JournalFailed when what was signed is not what is there any more
    public static Publisher open(Path folder, RawReader journal, SigningKey key) {
        try {
            Files.createDirectories(folder);
            var publisher = new Publisher(folder, journal, key);
            publisher.checkEnd();
            return publisher;
        } catch (IOException e) {
            throw new UncheckedIOException("the log in " + folder + " can't be opened", e);
        } catch (IllegalArgumentException e) {
            throw new JournalFailed("the log in " + folder + ": " + e.getMessage(), e);
        }
    }

    /// The checkpoint of a folder, if there is one and it is signed by this key.
    static @Nullable Checkpoint read(Path folder, VerifierKey key) throws IOException {
        Path file = folder.resolve(CHECKPOINT);
        if (!Files.exists(file)) {
            return null;
        }
        Checkpoint checkpoint = Checkpoint.parse(Note.open(Files.readString(file), key));
        if (!checkpoint.origin().equals(key.name())) {
            throw new IllegalArgumentException(
                    "the checkpoint is of another log: " + checkpoint.origin());
        }
        return checkpoint;
    }

    /// The tiles lead to the signed root, and the journal still ends the way they do.
    private void checkEnd() {
        Checkpoint signed = latest;
        if (signed == null) {
            return;
        }
        if (!edge.root().equals(signed.root())) {
            throw new JournalFailed(
                    "the tiles in " + folder + " don't belong to the signed checkpoint");
        }
        List<Hash> leaves = edge.lastLeaves();
        long first = signed.size() - leaves.size() + 1;
        List<RawEntry> entries = leaves.isEmpty() ? List.of() : read(first, leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            byte[] leaf = Leaf.of(entries.get(i));
            if (!Hash.leaf(leaf).equals(leaves.get(i))) {
                throw new JournalFailed("entry " + (first + i) + " is not the one that was signed");
            }
            bundle.add(leaf);
        }
    }

    private List<RawEntry> read(long from, int count) {
        var entries = new ArrayList<RawEntry>(count);
        while (entries.size() < count) {
            List<RawEntry> more =
                    journal.readRaw(from + entries.size(), Math.min(READ, count - entries.size()));
            if (more.isEmpty()) {
                throw new JournalFailed(
                        "entry "
                                + (from + entries.size())
                                + " was signed and is not in the journal any more");
            }
            entries.addAll(more);
        }
        return entries;
    }

    /// The last checkpoint; absent before the first.
    public @Nullable Checkpoint latest() {
        return latest;
    }

    /// Publishes all entries up to one that is durable, and signs. Without new entries it does
    /// nothing.
    ///
    /// @param durable the sequence of that entry
    /// @throws IOException when a file can't be written; the folder is then opened anew
    /// @throws JournalFailed when fewer entries are there than have been signed, or other ones
    public void publish(long durable) throws IOException {
        if (unfinished) {
            throw new IllegalStateException("the last attempt failed: open the folder anew");
        }
        if (durable < edge.size()) {
            throw new JournalFailed(
                    "the journal ends at " + durable + ", but " + edge.size() + " were signed");
        }
        if (durable == edge.size() && (latest != null || durable == 0)) {
            return;
        }
        unfinished = true;
        while (edge.size() < durable) {
            int count = (int) Math.min(READ, durable - edge.size());
            for (RawEntry entry : read(edge.size() + 1, count)) {
                add(Leaf.of(entry));
            }
        }
        edge.partials((tile, hashes) -> tiles.put(tile.path(), hashes));
        if (bundle.leaves() > 0) {
            long index = edge.size() / Tile.WIDTH;
            tiles.put(new Tile(0, index, bundle.leaves()).entries(), bundle.bytes());
        }
        tiles.force();
        sign(new Checkpoint(key.verifier().name(), edge.size(), edge.root()));
        for (Tile tile : completed) {
            tiles.prune(tile);
        }
        completed.clear();
        unfinished = false;
    }

    private void add(byte[] leaf) throws IOException {
        bundle.add(leaf);
        if (bundle.leaves() == Tile.WIDTH) {
            tiles.put(new Tile(0, edge.size() / Tile.WIDTH, Tile.WIDTH).entries(), bundle.bytes());
            bundle.clear();
        }
        edge.add(
                Hash.leaf(leaf),
                (tile, hashes) -> {
                    tiles.put(tile.path(), hashes);
                    completed.add(tile);
                });
    }

    private void sign(Checkpoint next) throws IOException {
        Checkpoint before = latest;
        if (before != null && before.size() > 0) {
            List<Hash> proof =
                    MerkleTree.consistency(
                            new TileNodes(tiles, next.size()), before.size(), next.size());
            if (!Proofs.isConsistent(
                    before.size(), before.root(), next.size(), next.root(), proof)) {
                throw new JournalFailed(
                        "the tree of " + next.size() + " does not begin with the signed one");
            }
        }
        String note = Note.sign(next.text(), key);
        remember(note);
        DurableFile.write(folder.resolve(CHECKPOINT), note.getBytes(StandardCharsets.UTF_8));
        latest = next;
    }

    /// Every checkpoint is kept, before it is shown: one behind the other, an empty line between.
    private void remember(String note) throws IOException {
        Files.writeString(
                folder.resolve(History.FILE),
                note + '\n',
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND,
                StandardOpenOption.DSYNC);
    }
}
