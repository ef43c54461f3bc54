package sekisho.bench;

import java.util.List;

/// A row of the table: a measured figure, how much work it stands for, and what else is to be said.
///
/// @param part of the product that was measured
/// @param what was done with it
/// @param figure with its unit
/// @param each what one piece of the work took; empty where that says nothing
/// @param note what else was seen
public record Row(String part, String what, String figure, String each, String note) {
    private static final String MARK = "row";
    private static final String BETWEEN = "\t";

    /// So many pieces of work in so many nanoseconds.
    public static Row rate(String part, String what, long count, long nanos) {
        return new Row(
                part,
                what,
                "%,d /s".formatted(Math.round(count * 1e9 / nanos)),
                "%,d ns".formatted(nanos / count),
                "");
    }

    public Row note(String format, Object... arguments) {
        return new Row(part, what, figure, each, format.formatted(arguments));
    }

    /// Hands the row to the process that makes the table.
    public void print() {
        System.out.println(String.join(BETWEEN, MARK, part, what, figure, each, note));
    }

    /// Whether a line is a printed row.
    static boolean isIn(String line) {
        return line.startsWith(MARK + BETWEEN);
    }

    /// Reads a row that was printed.
    static Row read(String line) {
        List<String> parts = List.of(line.split(BETWEEN, -1));
        return new Row(parts.get(1), parts.get(2), parts.get(3), parts.get(4), parts.get(5));
    }
}
