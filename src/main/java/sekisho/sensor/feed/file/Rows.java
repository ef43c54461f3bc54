package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/// The rows of a file, one after the other.
abstract class Rows implements Closeable {
    private final FileText text;
    private final long size;

    Rows(FileText text, long size) {
        this.text = text;
        this.size = size;
    }

    /// Opens a file.
    ///
    /// @param used the fields that will be asked for
    /// @throws UnfitFile when a field is not in it, or it is not of its kind at all
    static Rows open(Path file, FileFormat format, Collection<String> used)
            throws IOException, UnfitFile {
        FileText text = FileText.open(file, format.encoding());
        try {
            long size = Files.size(file);
            return switch (format) {
                case FileFormat.Csv csv -> CsvRows.open(text, size, csv, used);
                case FileFormat.JsonLines _ -> new JsonLineRows(text, size);
                case FileFormat.Json json -> JsonRows.open(text, size, json);
            };
        } catch (IOException | UnfitFile | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /// The next row; null behind the last one.
    abstract @Nullable Row next() throws IOException;

    /// What a row that is kept aside stands under, so that it can be read again.
    String heading() {
        return "";
    }

    /// How much of the file has been read, 0 to 1.
    double share() {
        return size == 0 ? 1 : Math.min(1, 1.0 * text.position() / size);
    }

    FileText text() {
        return text;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    /// Why a text can't be believed; null when it can.
    final @Nullable String broken(String row) {
        return row.indexOf(FileText.BROKEN) < 0
                ? null
                : "it has bytes that are no %s; say in which \"encoding\" the file is"
                        .formatted(text.charset());
    }
}
