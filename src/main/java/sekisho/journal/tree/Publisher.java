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
import java.util.ArrayList;
import java.util.List;

/// Publishes the journal as a C2SP tlog-tiles folder: tiles first, the signed checkpoint last.
///
/// What has been signed is never signed differently, and nothing smaller is ever signed. It starts
/// from the tiles that belong to the last checkpoint, goes on only if their root is the signed one,
/// and checks before each signature that the new tree begins with the old. Every signature is
/// remembered at two places before it is shown: in the history beside the tiles, and beside the
/// key. So a data folder that was put back from an old copy signs nothing. Owned by one thread.
public final class Publisher {
    /// The newest signed note.
    static final String CHECKPOINT = Checkpoint.FILE;

    private static final int READ = 1024;

    private final String where;
    private final LogDisk disk;
    private final LogDisk memory;
    private final RawReader journal;
    private final SigningKey key;
    private final TileFolder tiles;
    private final Edge edge;
    private final Bundle bundle = new Bundle();
    private final List<Tile> completed = new ArrayList<>();
    private @Nullable Checkpoint latest;

    /// The newest state that was ever signed, where that is not the latest one that was shown.
    private @Nullable Checkpoint ahead;

    private boolean unfinished;

    private Publisher(String where, LogDisk disk, LogDisk memory, RawReader journal, SigningKey key)
            throws IOException {
        this.where = where;
        this.disk = disk;
        this.memory = memory;
        this.journal = journal;
        this.key = key;
        this.tiles = new TileFolder(disk);
        this.latest = read(disk, Keys.of(key.verifier(), disk));
        this.edge = Edge.of(tiles, latest == null ? 0 : latest.size());
        Keys keys = Keys.of(key.verifier(), disk);
        remembered(History.recover(disk, History.FILE), keys);
        remembered(text(memory.get(SigningKey.SIGNED)), keys);
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    private void remembered(@Nullable String note, Keys keys) {
        if (note == null) {
            return;
        }
        Checkpoint signed = keys.checkpoint(note);
        Checkpoint newest = ahead == null ? latest : ahead;
        if (newest == null || signed.size() > newest.size()) {
            ahead = signed;
        } else if (signed.size() == newest.size() && !signed.equals(newest)) {
            throw new IllegalArgumentException(
                    "two different states of " + signed.size() + " entries were signed");
        }
    }

    private void compareElsewhere(String note) throws IOException {
        Keys keys = Keys.of(key.verifier(), disk);
        Checkpoint signed;
        try {
            signed = keys.checkpoint(note);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the second copy of its checkpoints is of another log, or of a later time ("
                            + e.getMessage()
                            + "): if you know that it is not wanted, move it aside");
        }
        Checkpoint newest = latest;
        if (newest != null && signed.size() < newest.size()) {
            if (!Roots.at(disk, newest.size(), signed.size()).equals(signed.root())) {
                throw new IllegalArgumentException(
                        "the second copy of its checkpoints is not of its past: the first "
                                + signed.size()
                                + " entries are not those that were signed");
            }
        } else {
            remembered(note, keys);
        }
    }

    /// Goes on where the last checkpoint of a folder was made, or begins one.
    ///
    /// @throws JournalFailed when what was signed is not what is there any more
    public static Publisher open(Path folder, RawReader journal, SigningKey key) {
        return open(folder, journal, key, List.of());
    }

    /// Likewise, compared with checkpoints that were kept elsewhere, too.
    ///
    /// @throws JournalFailed when one of them is not of the past of this log
    public static Publisher open(
            Path folder, RawReader journal, SigningKey key, List<String> elsewhere) {
        try {
            Files.createDirectories(folder);
            return open(
                    folder.toString(),
                    new LogFolder(folder),
                    key.memory(),
                    journal,
                    key,
                    elsewhere);
        } catch (IOException e) {
            throw new UncheckedIOException("the log in " + folder + " can't be opened", e);
        }
    }

    /// @param where how the folder is called
    /// @param memory where the newest signature is remembered
    static Publisher open(
            String where, LogDisk disk, LogDisk memory, RawReader journal, SigningKey key)
            throws IOException {
        return open(where, disk, memory, journal, key, List.of());
    }

    private static Publisher open(
            String where,
            LogDisk disk,
            LogDisk memory,
            RawReader journal,
            SigningKey key,
            List<String> elsewhere)
            throws IOException {
        try {
            var publisher = new Publisher(where, disk, memory, journal, key);
            publisher.checkEnd();
            for (String note : elsewhere) {
                publisher.compareElsewhere(note);
            }
            publisher.checkAhead();
            return publisher;
        } catch (IllegalArgumentException e) {
            throw new JournalFailed("the log in " + where + ": " + e.getMessage(), e);
        }
    }

    /// The checkpoint of a log, if there is one.
    ///
    /// @throws IllegalArgumentException when it is not signed by a key of the log
    static @Nullable Checkpoint read(Tiles log, Keys keys) throws IOException {
        return log.get(CHECKPOINT) == null ? null : keys.newest(log);
    }

    /// What was signed and then not shown, because of a crash, is there.
    private void checkAhead() {
        Checkpoint signed = ahead;
        if (signed != null && journal.readRaw(signed.size(), 1).isEmpty()) {
            throw behind(signed);
        }
    }

    private JournalFailed behind(Checkpoint signed) {
        return new JournalFailed(
                signed.size()
                        + " entries were signed, and the journal beside "
                        + where
                        + " has fewer: it is an older copy. Put the newest copy back; to look at"
                        + " this one, verify it");
    }

    /// The tiles lead to the signed root, and the journal still ends the way they do.
    private void checkEnd() {
        Checkpoint signed = latest;
        if (signed == null) {
            return;
        }
        if (!edge.root().equals(signed.root())) {
            throw new JournalFailed(
                    "the tiles in " + where + " don't belong to the signed checkpoint");
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
        Checkpoint before = ahead;
        if (before != null && durable < before.size()) {
            throw behind(before);
        }
        if (durable == edge.size() && (latest != null || durable == 0)) {
            return;
        }
        unfinished = true;
        while (edge.size() < durable) {
            int count = (int) Math.min(READ, durable - edge.size());
            for (RawEntry entry : read(edge.size() + 1, count)) {
                add(Leaf.of(entry));
                compare(before);
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

    /// A state that was signed and not shown is that of these entries, too.
    private void compare(@Nullable Checkpoint signed) {
        if (signed != null && edge.size() == signed.size() && !edge.root().equals(signed.root())) {
            throw new JournalFailed(
                    "the first "
                            + signed.size()
                            + " entries are not those that were signed: nothing is signed before"
                            + " somebody has looked at it");
        }
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
        byte[] bytes = note.getBytes(StandardCharsets.UTF_8);
        History.add(disk, History.FILE, note);
        memory.replace(SigningKey.SIGNED, bytes);
        memory.force();
        ahead = next;
        disk.replace(CHECKPOINT, bytes);
        disk.force();
        latest = next;
        ahead = null;
    }

    /// Whether the log has said that it goes on under this key.
    public boolean hasHandedOverTo(VerifierKey next) throws IOException {
        return Keys.of(key.verifier(), disk).all().stream()
                .anyMatch(one -> one.toString().equals(next.toString()));
    }

    /// Says, signed by both, that the log goes on under another key. The folder is then opened anew
    /// with that one.
    ///
    /// @throws IllegalStateException before the first checkpoint
    public void handOver(SigningKey next) throws IOException {
        Checkpoint at = latest;
        if (at == null || unfinished) {
            throw new IllegalStateException("there is no checkpoint to hand over at");
        }
        unfinished = true;
        String text = Keys.handover(at, key.verifier(), next.verifier());
        String other = Note.sign(text, next).substring(text.length() + 1);
        History.recover(disk, Keys.HANDOVERS);
        History.add(disk, Keys.HANDOVERS, Note.sign(text, key) + other);
    }
}
