package sekisho.app;

import org.jspecify.annotations.Nullable;

import sekisho.journal.disclosure.Presented;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Foreign;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Enters a file of facts, each exactly once, however often the import is broken off and repeated.
///
/// A line is numbered by where it stands: its run is the content of the file, its number is the
/// number of the line. So the journal knows it again. A line that says itself which source, run and
/// number it has keeps them: its source may have delivered it already. What can't be read is told,
/// counted, kept aside and journalled as noise, and the rest goes on.
final class FactsImport {
    /// So much waits for one force of the disk, and so much is told as durable at once.
    private static final int BATCH = 250;

    private static final int SAMPLE = 200;

    /// What became of the lines of a file.
    ///
    /// @param duplicates were in the journal already
    /// @param ignored tell nothing that is wanted
    /// @param aside where the unreadable ones are, if there are any
    record Outcome(
            long entered, long duplicates, long ignored, long unreadable, @Nullable Path aside) {}

    /// Hears how far it is.
    interface Progress {

        /// Every readable line up to this one is durable.
        ///
        /// @param share of the file that is done, 0 to 1
        void durable(long line, double share);

        /// A line makes no sense.
        void unreadable(long line, String reason);
    }

    private final Intake intake;
    private final InstantSource clock;
    private final Progress progress;

    FactsImport(Intake intake, InstantSource clock, Progress progress) {
        this.intake = intake;
        this.clock = clock;
        this.progress = progress;
    }

    /// Imports a file.
    ///
    /// @param folder where lines that can't be read are kept
    Outcome run(Path file, Path folder) throws IOException, InterruptedException {
        try (var lines = FactLines.open(file);
                var aside = new KeptAside(file, folder.resolve(asideName(file, lines)))) {
            return new Run(name(file), lines, aside).go();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String asideName(Path file, FactLines lines) {
        return name(file) + '.' + lines.sha256Hex().substring(0, 8) + ".unreadable";
    }

    /// One file on its way in.
    private final class Run {
        private final SourceId source;
        private final String boot;
        private final FactLines lines;
        private final KeptAside aside;
        private final List<Sighting> batch = new ArrayList<>(BATCH);
        private long last;
        private long entered;
        private long duplicates;
        private long unreadable;
        private String firstReason = "";
        private String firstSample = "";

        Run(String name, FactLines lines, KeptAside aside) {
            String shortened = name.substring(0, Math.min(name.length(), 120));
            this.source = new SourceId("import:" + shortened);
            this.boot = lines.sha256Hex();
            this.lines = lines;
            this.aside = aside;
        }

        Outcome go() throws IOException, InterruptedException {
            for (FactLines.Line line = lines.next(); line != null; line = lines.next()) {
                last = line.number();
                take(line);
                if (batch.size() == BATCH) {
                    enter();
                }
            }
            enter();
            if (unreadable > 0) {
                intake.submit(List.of(noise()));
            }
            return new Outcome(
                    entered, duplicates, 0, unreadable, unreadable == 0 ? null : aside.file());
        }

        private void take(FactLines.Line line) throws IOException {
            byte[] utf8 = line.utf8();
            try {
                if (utf8 == null) {
                    throw new Unreadable(
                            "the line has %,d bytes; a fact has at most %,d"
                                    .formatted(line.length(), FactLines.LENGTH_MAX));
                }
                if (!new String(utf8, StandardCharsets.UTF_8).isBlank()) {
                    batch.add(sighting(line.number(), utf8));
                }
            } catch (Unreadable e) {
                note(line, e.getMessage());
            }
        }

        private Sighting sighting(long number, byte[] utf8) throws Unreadable {
            Map<String, @Nullable Object> members = JsonText.object(utf8, 0, utf8.length);
            Presented.open(members);
            Sighting read = FactCodec.read(members);
            if (!read.isNumbered()) {
                SourceId named = read.source();
                read =
                        new Sighting(
                                read.fact(),
                                named == null ? source : named,
                                boot,
                                number,
                                read.recordedAt(),
                                read.unknown());
            }
            Foreign.check(read);
            return read;
        }

        private void note(FactLines.Line line, @Nullable String why) throws IOException {
            String reason = String.valueOf(why);
            if (unreadable++ == 0) {
                byte[] utf8 = line.utf8();
                firstReason = sample("line " + line.number() + ": " + reason);
                firstSample = utf8 == null ? "" : sample(new String(utf8, StandardCharsets.UTF_8));
            }
            aside.keep(line, reason);
            progress.unreadable(line.number(), reason);
        }

        /// What could not be read, as one fact with the number after the last line's.
        private Sighting noise() {
            var fact =
                    new Observation.SourceNoise(
                            clock.instant(), source, null, unreadable, firstReason, firstSample);
            return Sighting.of(fact, source, boot, last + 1);
        }

        private void enter() throws InterruptedException {
            if (!batch.isEmpty()) {
                Intake.Receipt receipt = intake.submit(List.copyOf(batch));
                duplicates += receipt.duplicates();
                entered += batch.size() - receipt.duplicates();
                batch.clear();
            }
            progress.durable(last, lines.size() == 0 ? 1 : 1.0 * lines.position() / lines.size());
        }
    }

    /// The beginning of a text, without half characters.
    private static String sample(String text) {
        String cut = text.substring(0, Math.min(text.length(), SAMPLE));
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
