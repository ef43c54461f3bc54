package sekisho.config;

/// A place in a file.
///
/// @param line counted from 1
/// @param column counted from 1
public record Mark(int line, int column) {
    static Mark of(org.yaml.snakeyaml.error.Mark mark) {
        return new Mark(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
