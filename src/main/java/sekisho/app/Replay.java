package sekisho.app;

import sekisho.correlation.Correlator;
import sekisho.site.Finding;
import sekisho.site.Sighting;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.function.Consumer;

/// Judges a stream of facts, line by line, in constant memory.
///
/// A line's number stands for its sequence. Where a fact does not tell when it arrived, it arrived
/// when it happened. Second deliveries of numbered facts are left out, as the journal does.
final class Replay {

    /// Hears about lines that can't be read. Their bytes are valid during the call only.
    interface Aside {
        /// A piece of a line that is too long to hold; the end of it comes with [#unreadable].
        void overlong(byte[] buffer, int offset, int length) throws IOException;

        void unreadable(long line, String reason, byte[] buffer, int offset, int length)
                throws IOException;
    }

    private final Correlator correlator;
    private final Consumer<Finding> out;
    private final Aside aside;
    private final Delivered delivered = new Delivered();
    private Instant last = Instant.MIN;
    private long entries;
    private long duplicates;
    private long unreadable;

    Replay(Correlator correlator, Consumer<Finding> out, Aside aside) {
        this.correlator = correlator;
        this.out = out;
        this.aside = aside;
    }

    /// Judges everything up to the end of the stream, then what is due at the last moment seen.
    ///
    /// @param ticks called before each reading from the stream, with how far it is
    void run(InputStream in, Ticks ticks) throws IOException {
        var listener =
                new LineReader.Listener() {
                    private LineReader lines = new LineReader(in, this);

                    @Override
                    public void beforeRead() throws IOException {
                        ticks.tick(lines.number(), lines.bytes());
                    }

                    @Override
                    public void overlong(byte[] buffer, int offset, int length) throws IOException {
                        aside.overlong(buffer, offset, length);
                    }
                };
        LineReader lines = listener.lines;
        while (lines.next()) {
            take(lines);
        }
        end();
        ticks.tick(lines.number(), lines.bytes());
    }

    /// Judges what is due at the last moment seen.
    void end() {
        if (entries > 0) {
            correlator.elapse(last.plusMillis(1), out);
        }
    }

    /// Hears how far the reading is.
    interface Ticks {
        void tick(long lines, long bytes) throws IOException;
    }

    /// How many facts were judged.
    long entries() {
        return entries;
    }

    /// How many lines were second deliveries.
    long duplicates() {
        return duplicates;
    }

    /// How many lines could not be read.
    long unreadable() {
        return unreadable;
    }

    private void take(LineReader line) throws IOException {
        try {
            if (line.isCut()) {
                throw new Unreadable("the line is longer than any fact may be");
            }
            if (!isBlank(line)) {
                judge(line.number(), FactCodec.read(line.buffer(), line.offset(), line.length()));
            }
        } catch (Unreadable e) {
            unreadable++;
            aside.unreadable(
                    line.number(),
                    String.valueOf(e.getMessage()),
                    line.buffer(),
                    line.offset(),
                    line.length());
        }
    }

    /// Judges one fact that stands in a line.
    void judge(long number, Sighting sighting) {
        if (!delivered.isNew(sighting)) {
            duplicates++;
            return;
        }
        entries++;
        Instant at = sighting.fact().at();
        Instant arrived = sighting.recordedAt();
        Instant recordedAt = arrived == null ? at : arrived;
        last = later(later(last, at), recordedAt);
        correlator.accept(number, recordedAt, sighting.fact(), out);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static boolean isBlank(LineReader line) {
        for (int i = 0; i < line.length(); i++) {
            byte b = line.buffer()[line.offset() + i];
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
