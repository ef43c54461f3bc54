package sekisho.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// How far the script was, in a small file of the data folder. It is lost with a power cut at worst
/// by one scene; nothing that is evidence depends on it.
public final class ScriptMark {
    private static final String NAME = "demo-script";

    private final Path file;

    /// @param data the demo's data folder
    public ScriptMark(Path data) {
        this.file = data.resolve(NAME);
    }

    /// Whether a demo was ever started in this folder.
    public boolean isThere() {
        return Files.exists(file);
    }

    /// The position that was kept last; 0 in the beginning. Whatever else stands in the file counts
    /// as the end of the story, so that no trouble is told twice.
    public int read() throws IOException {
        try {
            return Integer.parseInt(Files.readString(file).strip());
        } catch (NoSuchFileException e) {
            return 0;
        } catch (NumberFormatException e) {
            return Integer.MAX_VALUE;
        }
    }

    /// Keeps a position.
    public void keep(int position) throws IOException {
        Path fresh = file.resolveSibling(NAME + ".new");
        Files.writeString(fresh, position + "\n");
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
