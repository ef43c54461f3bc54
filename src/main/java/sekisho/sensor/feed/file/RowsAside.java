package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/// The rows of a file that make no fact: in a file of the same form, which can be corrected and
/// handed in in its turn, in UTF-8; and beside it why, row by row.
///
/// Neither file is there while every row makes a fact. Both are written anew each time.
final class RowsAside implements Closeable {
    private final Path rows;
    private final Path reasons;
    private final int skip;
    private final String heading;
    private @Nullable Writer kept;
    private @Nullable Writer why;

    /// @param rows where they are kept; the reasons stand in a file of this name with `.txt` added
    /// @param skip so many lines stand before the heading
    RowsAside(Path rows, int skip, String heading) throws IOException {
        this.rows = rows;
        this.reasons = rows.resolveSibling(rows.getFileName() + ".txt");
        this.skip = skip;
        this.heading = heading;
        Files.deleteIfExists(rows);
        Files.deleteIfExists(reasons);
    }

    /// Where they are.
    Path file() {
        return rows;
    }

    void keep(Row row, String reason) throws IOException {
        Writer into = kept == null ? begin() : kept;
        kept = into;
        into.write(row.text() + "\r\n");
        Writer told = why == null ? Files.newBufferedWriter(reasons) : why;
        why = told;
        told.write("line " + row.line() + ": " + reason + "\n");
    }

    private Writer begin() throws IOException {
        Path folder = rows.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Writer into = Files.newBufferedWriter(rows);
        into.write('\uFEFF' + "\r\n".repeat(skip));
        into.write(heading.isEmpty() ? "" : heading + "\r\n");
        return into;
    }

    @Override
    public void close() throws IOException {
        try (var a = kept;
                var b = why) {
            // Each is closed, whichever of them fails.
        }
    }
}
