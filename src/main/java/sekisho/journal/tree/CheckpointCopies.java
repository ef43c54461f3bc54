package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;

/// A file that takes checkpoints a second time, best on another disk: one note behind the other. It
/// is not trusted: who changes it makes a start or a restore refuse, and nothing more.
public final class CheckpointCopies {
    private final LogDisk disk;
    private final String name;

    private CheckpointCopies(LogDisk disk, String name) {
        this.disk = disk;
        this.name = name;
    }

    /// The copies in a file; its folder must be there.
    public static CheckpointCopies in(Path file) {
        return new CheckpointCopies(
                new LogFolder(DurableFile.parent(file)), String.valueOf(file.getFileName()));
    }

    /// The newest one; absent when there is none. One that was broken off is cut off.
    public @Nullable String newest() throws IOException {
        return History.recover(disk, name);
    }

    /// Adds one; durable on return.
    public void add(String note) throws IOException {
        History.add(disk, name, note);
    }
}
