package sekisho.app;

import sekisho.bench.CoreBench;
import sekisho.bench.FactsFile;
import sekisho.bench.Row;
import sekisho.bench.Times;
import sekisho.bench.Traffic;
import sekisho.site.Intake;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/// The whole way of an observation: lines of bytes are decoded on one thread and handed to the
/// station's decision loop on another, which appends, judges and forces them before it
/// acknowledges.
final class PathBench {
    private static final int LINES = 1_500_000;
    private static final int WARM_UP = 500_000;
    private static final int PIECE = 500;

    private final Core core;
    private volatile Instant decided;

    /// @param arguments how many cores it has been given; a new folder for the journal
    public static void main(String[] arguments) throws Exception {
        byte[][] pieces = pieces();
        var bench = new PathBench(Path.of(arguments[1]));
        bench.run(pieces, 0, WARM_UP / PIECE);
        var times = new Times(1);
        times.round(() -> bench.run(pieces, WARM_UP / PIECE, pieces.length));
        bench.close();
        long count = LINES - WARM_UP;
        Row.rate(
                        "path",
                        "decode, append, force, judge; %s".formatted(arguments[0]),
                        count,
                        times.wall())
                .note("wall clock; %,d ns of processor time", times.process() / count)
                .print();
    }

    private PathBench(Path folder) throws Refused, InterruptedException {
        decided = new Traffic(1).next().at();
        core = Core.open(folder, Site.undeclared(), CoreBench.openAllDay(), () -> decided);
    }

    /// The lines of a thousand zones, a piece of them in each array.
    private static byte[][] pieces() {
        var facts = new FactsFile(new Traffic(1_000));
        var pieces = new byte[LINES / PIECE][];
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < pieces.length; i++) {
            bytes.reset();
            for (int k = 0; k < PIECE; k++) {
                bytes.writeBytes(FactCodec.bytes(facts.next()));
                bytes.write('\n');
            }
            pieces[i] = bytes.toByteArray();
        }
        return pieces;
    }

    private void run(byte[][] pieces, int from, int until) {
        CompletableFuture<Intake.Receipt> last = new CompletableFuture<>();
        for (int i = from; i < until; i++) {
            List<Sighting> sightings = decode(pieces[i]);
            last = offer(sightings);
            Instant at = sightings.getLast().fact().at();
            last.thenRun(() -> decided = at);
        }
        last.join();
    }

    /// Waits for room as a sensor does.
    private CompletableFuture<Intake.Receipt> offer(List<Sighting> sightings) {
        while (true) {
            CompletableFuture<Intake.Receipt> receipt = core.intake().offer(sightings);
            if (!receipt.isCompletedExceptionally()) {
                return receipt;
            }
            LockSupport.parkNanos(200_000);
        }
    }

    private static List<Sighting> decode(byte[] piece) {
        var sightings = new ArrayList<Sighting>(PIECE);
        int begin = 0;
        for (int i = 0; i < piece.length; i++) {
            if (piece[i] == '\n') {
                sightings.add(read(piece, begin, i - begin));
                begin = i + 1;
            }
        }
        return sightings;
    }

    private static Sighting read(byte[] piece, int offset, int length) {
        try {
            return FactCodec.read(piece, offset, length);
        } catch (Unreadable e) {
            throw new IllegalStateException(e);
        }
    }

    private void close() throws InterruptedException {
        core.close();
    }
}
