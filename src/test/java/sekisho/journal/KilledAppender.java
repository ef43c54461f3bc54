package sekisho.journal;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;

/// The victim of [JournalKillIT]: enters numbered sightings in batches without end, and says after
/// each batch how far they are durable.
final class KilledAppender {
    private KilledAppender() {}

    /// @param args the folder, the first number, the sightings in a batch
    public static void main(String[] args) {
        long next = Long.parseLong(args[1]);
        int batch = Integer.parseInt(args[2]);
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (var journal = Journal.open(Path.of(args[0]), 200_000)) {
            out.println("open");
            while (true) {
                journal.append(Facts.numbered(next, next + batch - 1), Instant.now());
                journal.force();
                next += batch;
                out.println(next - 1);
            }
        }
    }
}
