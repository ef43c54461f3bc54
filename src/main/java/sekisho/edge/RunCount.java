package sekisho.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Counts the runs of an agent on its disk, so that the station notices when the disk was put back
/// to an earlier state, or when two agents have the same one.
final class RunCount {
    private static final String FILE = "run";

    private final Path file;
    private long run;

    private RunCount(Path file, long run) {
        this.file = file;
        this.run = run;
    }

    /// Begins the next run.
    static RunCount next(Path folder) throws IOException {
        var count = new RunCount(folder.resolve(FILE), 0);
        count.set(count.kept() + 1);
        return count;
    }

    /// The last one; where the file is gone or damaged, none: the station will tell.
    private long kept() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    long run() {
        return run;
    }

    /// This run has another number.
    void set(long number) throws IOException {
        SafeFile.write(file, (number + "\n").getBytes(StandardCharsets.US_ASCII));
        run = number;
    }
}
