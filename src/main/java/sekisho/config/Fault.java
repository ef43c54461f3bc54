package sekisho.config;

import java.nio.file.Path;

/// One thing that is wrong with a file.
///
/// @param line counted from 1; 0 when it is about the file as a whole
/// @param column counted from 1; 0 likewise
/// @param message what is wrong and what would be right
public record Fault(Path file, int line, int column, String message) {

    /// One line, in the form that editors and terminals turn into a link.
    @Override
    public String toString() {
        return line == 0
                ? file + ": " + message
                : file + ":" + line + ":" + column + ": " + message;
    }
}
