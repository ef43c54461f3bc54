package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// How a file is cut into rows.
sealed interface FileFormat {

    /// In which characters it is written.
    Encoding encoding();

    /// Comma-separated values, as RFC 4180 and spreadsheets have them.
    ///
    /// @param separator between two fields
    /// @param skip so many lines stand before the first row
    /// @param columns their names; absent: the first row has them
    record Csv(Encoding encoding, char separator, int skip, @Nullable List<String> columns)
            implements FileFormat {}

    /// An object of JSON on each line.
    record JsonLines(Encoding encoding) implements FileFormat {}

    /// One JSON text.
    ///
    /// @param records where in it the list of objects is, as a JSON pointer; empty: it is that list
    record Json(Encoding encoding, String records) implements FileFormat {}

    /// Characters of files in Japan.
    enum Encoding {
        /// UTF-8 or UTF-16 where a mark says so; UTF-8 where all of it can be; else CP932.
        AUTO,
        UTF_8,
        UTF_16,
        /// Shift JIS as Windows has it.
        CP932
    }
}
