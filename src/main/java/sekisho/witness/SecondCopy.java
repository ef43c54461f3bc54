package sekisho.witness;

import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.CheckpointCopies;
import sekisho.journal.tree.Note;
import sekisho.journal.tree.SignedTree;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/// Writes checkpoints to a file besides, best on another disk: a data folder that is put back from
/// an old copy has fewer entries than stand there. A start and a restore compare with it.
public final class SecondCopy implements Outsider {
    /// How the journal calls the copies.
    public static final SourceId ID = new SourceId("copies");

    private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

    private final Path file;
    private final CheckpointCopies copies;
    private long written;
    private Instant last = Instant.MIN;

    /// @param file need not be there; its folder must be
    public SecondCopy(Path file) {
        this.file = file;
        this.copies = CheckpointCopies.in(file);
    }

    @Override
    public SourceId id() {
        return ID;
    }

    @Override
    public boolean wants(SignedTree tree, Instant now) {
        return tree.size() != written
                && (last.isAfter(now) || !last.plus(AT_MOST_EVERY).isAfter(now));
    }

    @Override
    public void give(SignedTree tree, Instant now) throws IOException, Objection {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new IOException("the folder of the second copy is not there");
        }
        String newest = copies.newest();
        Checkpoint there = newest == null ? null : Checkpoint.parse(Note.parse(newest).text());
        if (there == null || !there.equals(tree.checkpoint())) {
            compare(tree, there);
            copies.add(tree.note());
        }
        written = tree.size();
        last = now;
    }

    private static void compare(SignedTree tree, @Nullable Checkpoint there) throws Objection {
        if (there == null) {
            return;
        }
        if (there.size() > tree.size()) {
            throw new Objection(
                    "the second copy signs "
                            + there.size()
                            + " entries of this log, and it has "
                            + tree.size()
                            + ": it is an older copy");
        }
        if (!tree.root(there.size()).equals(there.root())) {
            throw new Objection(
                    "the second copy is of another log: its first "
                            + there.size()
                            + " entries are not the first "
                            + there.size()
                            + " of this one");
        }
    }
}
