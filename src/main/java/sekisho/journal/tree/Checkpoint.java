package sekisho.journal.tree;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;

/// The state of a log at a size (C2SP tlog-checkpoint): what is signed.
///
/// @param origin names the log, for good: `sekisho.example/main-office`
/// @param size how many entries
/// @param root of the tree over them
public record Checkpoint(String origin, long size, Hash root) {
    /// The name under which the newest one is published.
    static final String FILE = "checkpoint";

    public Checkpoint {
        if (origin.isBlank() || size < 0) {
            throw new IllegalArgumentException("no checkpoint: " + origin + ", " + size);
        }
    }

    /// How many entries the checkpoint in a folder covers, whoever signed it; 0 when there is none,
    /// or none that can be read.
    public static long sizeIn(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return 0;
        }
        try {
            return parse(Files.readString(file)).size();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return 0;
        }
    }

    /// The text that is signed.
    public String text() {
        return origin + '\n' + size + '\n' + root.base64() + '\n';
    }

    /// Reads the text of a checkpoint. Lines that follow the three are allowed and not read.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Checkpoint parse(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 3 || !text.endsWith("\n")) {
            throw new IllegalArgumentException("a checkpoint has three lines");
        }
        String size = lines.get(1);
        if (!size.matches("0|[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("no size of a log: " + size);
        }
        return new Checkpoint(
                lines.getFirst(),
                Long.parseLong(size),
                Hash.of(Base64.getDecoder().decode(lines.get(2))));
    }
}
