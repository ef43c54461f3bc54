package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What a witness has cosigned of a log: the newest note, which stands for all before it, and the
/// first of every day. It lies beside the checkpoints and is not trusted: who changes it can take
/// cosignatures away, and make none.
public final class Cosignatures {
    /// The file of the newest one.
    public static final String NEWEST = "cosigned";

    static final String DAYS = "cosigned-days";

    private final LogDisk disk;

    private Cosignatures(LogDisk disk) {
        this.disk = disk;
    }

    /// Those in the folder of a log.
    public static Cosignatures in(Path log) {
        return new Cosignatures(new LogFolder(log));
    }

    /// All of a log: the first of every day, and the newest at the end.
    public static List<String> of(Tiles log) throws IOException {
        byte[] days = log.get(DAYS);
        List<String> notes = new ArrayList<>(days == null ? List.of() : Note.all(days));
        String newest = newest(log);
        if (newest != null && !notes.contains(newest)) {
            notes.add(newest);
        }
        return notes;
    }

    private static @Nullable String newest(Tiles log) throws IOException {
        byte[] note = log.get(NEWEST);
        return note == null ? null : new String(note, StandardCharsets.UTF_8);
    }

    /// The newest one; absent when there is none.
    public @Nullable String newest() throws IOException {
        return newest(disk);
    }

    /// Keeps a cosigned note; durable on return.
    ///
    /// @param firstOfDay it is kept for good
    public void keep(String note, boolean firstOfDay) throws IOException {
        if (firstOfDay) {
            History.recover(disk, DAYS);
            History.add(disk, DAYS, note);
        }
        disk.replace(NEWEST, note.getBytes(StandardCharsets.UTF_8));
        disk.force();
    }
}
