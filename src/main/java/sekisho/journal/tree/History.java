package sekisho.journal.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All checkpoints that were ever signed, one note behind the other.
final class History {
    static final String FILE = "checkpoints";

    private History() {}

    /// The checkpoints of a folder that this key has signed. A last one that was cut off while it
    /// was written is left out, and so is what another key has signed.
    static List<Checkpoint> read(Path folder, VerifierKey key) throws IOException {
        Path file = folder.resolve(FILE);
        List<Checkpoint> checkpoints = new ArrayList<>();
        if (!Files.exists(file)) {
            return checkpoints;
        }
        var note = new StringBuilder();
        boolean signatures = false;
        for (String line : Files.readAllLines(file)) {
            if (signatures && line.isEmpty()) {
                take(note.toString(), key, checkpoints);
                note.setLength(0);
                signatures = false;
            } else {
                note.append(line).append('\n');
                signatures |= line.startsWith("\u2014 ");
            }
        }
        return checkpoints;
    }

    private static void take(String note, VerifierKey key, List<Checkpoint> into) {
        try {
            into.add(Checkpoint.parse(Note.open(note, key)));
        } catch (IllegalArgumentException e) {
            // Torn, or of another key: it proves nothing, and the newest one is checked by itself.
            return;
        }
    }
}
