package sekisho.app;

import sekisho.bench.Row;
import sekisho.bench.Times;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// `sekisho replay` of a file, in a process that does nothing else; from its start, so that the
/// compiler's work counts as well.
final class ReplayBench {
    private ReplayBench() {}

    /// @param arguments the file; how many lines it has
    public static void main(String[] arguments) {
        Path file = Path.of(arguments[0]);
        long lines = Long.parseLong(arguments[1]);
        var nowhere =
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var times = new Times(1);
        times.round(() -> replay(nowhere, file));
        Row.rate("replay", "%,d lines, one core".formatted(lines), lines, times.wall())
                .note(
                        "wall clock; %,d ns of processor time, %,d of them its own",
                        times.process() / lines, times.thread() / lines)
                .print();
    }

    private static void replay(PrintStream nowhere, Path file) {
        int exit = Main.execute(nowhere, System.err, "replay", file.toString());
        if (exit != 0) {
            throw new IllegalStateException("replay ended with " + exit);
        }
    }
}
