package sekisho.app;

import sekisho.journal.tree.Note;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Checkpoints that somebody has kept apart from the data: one, as a mail or a QR code gives it, or
/// many, as the file of second copies has them.
final class KeptCheckpoints {
    private KeptCheckpoints() {}

    static List<String> in(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> many = Note.all(bytes);
        if (!many.isEmpty()) {
            return many;
        }
        String one = new String(bytes, StandardCharsets.UTF_8);
        return List.of(one.endsWith("\n") ? one : one + '\n');
    }
}
