package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.feed.Identities;
import sekisho.sensor.mapping.Mapped;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Enters the facts of a file's rows, each exactly once, however often the file is handed in or the
/// import is broken off, and whichever file a row comes in.
///
/// A row has a number of its own, by its identity, from [Identities]; so the journal knows it
/// again. What makes no fact is told, kept aside whole and journalled as noise.
public final class RowImport {
    /// So many rows of a system are remembered at least.
    static final int REMEMBERED = 2_000_000;

    /// So much waits for one force of the disk, and so much is told as durable at once.
    private static final int BATCH = 250;

    private static final int SAMPLE = 400;

    /// What became of the rows of a file.
    ///
    /// @param known were in the journal already
    /// @param ignored tell nothing that the mapping wants
    /// @param aside where those are that make no fact, if there are any
    public record Outcome(
            long entered, long known, long ignored, long refused, @Nullable Path aside) {}

    /// Hears how far it is.
    public interface Progress {

        /// Every row up to this line is durable.
        ///
        /// @param share of the file that is done, 0 to 1
        void durable(long line, double share);

        /// A row makes no fact.
        void refused(long line, String reason);
    }

    private final FileMapping mapping;
    private final Cardholders people;
    private final Path folder;
    private final Intake intake;
    private final InstantSource clock;
    private final Progress progress;

    /// @param people whose credentials are, and what they are called
    /// @param folder where it is remembered which rows came, and where those are kept that make no
    ///   fact
    public RowImport(
            FileMapping mapping,
            Cardholders people,
            Path folder,
            Intake intake,
            InstantSource clock,
            Progress progress) {
        this.mapping = mapping;
        this.people = people;
        this.folder = folder;
        this.intake = intake;
        this.clock = clock;
        this.progress = progress;
    }

    /// Where it is remembered which rows of a system came.
    static Path remembered(Path folder, SourceId source) {
        return folder.resolve(URLEncoder.encode(source.value(), StandardCharsets.UTF_8) + ".rows");
    }

    /// Enters a file.
    ///
    /// @throws UnfitFile when it is not of the kind that the mapping describes; nothing was entered
    /// @throws Intake.NotRecording when the disk does not take it; call it again
    public Outcome run(Path file) throws IOException, UnfitFile, InterruptedException {
        int skip = mapping.format() instanceof FileFormat.Csv csv ? csv.skip() : 0;
        try (Rows rows = Rows.open(file, mapping.format(), mapping.uses());
                var aside = new RowsAside(folder.resolve(asideName(file)), skip, rows.heading());
                var identities =
                        Identities.open(remembered(folder, mapping.source()), REMEMBERED)) {
            return new Run(rows, aside, identities).go();
        }
    }

    private static String asideName(Path file) throws IOException {
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha256())) {
            in.transferTo(OutputStream.nullOutputStream());
            byte[] digest = ((DigestInputStream) in).getMessageDigest().digest();
            String print = HexFormat.of().formatHex(digest, 0, 4);
            return file.getFileName() + "." + print + ".unreadable";
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /// One file on its way in.
    private final class Run {
        private final Rows rows;
        private final RowsAside aside;
        private final Identities identities;
        private final Reading reading;
        private final List<Sighting> batch = new ArrayList<>(BATCH);
        private final MessageDigest allRefused = sha256();
        private long last;
        private long entered;
        private long known;
        private long ignored;
        private long refused;
        private String sample = "";

        Run(Rows rows, RowsAside aside, Identities identities) {
            this.rows = rows;
            this.aside = aside;
            this.identities = identities;
            this.reading = new Reading(mapping, people, rows);
        }

        Outcome go() throws IOException, InterruptedException {
            for (Reading.Read read = reading.next(); read != null; read = reading.next()) {
                last = read.row().line();
                take(read);
                if (batch.size() == BATCH) {
                    enter();
                }
            }
            enter();
            if (refused > 0) {
                enterNoise();
            }
            return new Outcome(
                    entered, known, ignored, refused, refused == 0 ? null : aside.file());
        }

        private void take(Reading.Read read) throws IOException {
            switch (read.mapped()) {
                case Mapped.Told told -> tell(read, told);
                case Mapped.Ignored _ -> ignored++;
                case Mapped.Refused(String reason) -> refuse(read.row(), reason);
            }
        }

        private void tell(Reading.Read read, Mapped.Told told) throws IOException {
            Identities.Known one = identities.number(read.identity(), read.row().text());
            if (one.same()) {
                batch.add(
                        new Sighting(
                                told.fact(),
                                mapping.source(),
                                identities.boot(),
                                one.number(),
                                null,
                                told.beside()));
            } else {
                refuse(read.row(), OTHER);
            }
        }

        private void refuse(Row row, String reason) throws IOException {
            if (refused++ == 0) {
                sample = sample("line " + row.line() + ": " + reason + '\n' + row.text());
            }
            allRefused.update(row.text().getBytes(StandardCharsets.UTF_8));
            aside.keep(row, reason);
            progress.refused(row.line(), reason);
        }

        /// What makes no fact, as one entry; the same rows make the same one.
        private void enterNoise() throws IOException, InterruptedException {
            String print = HexFormat.of().formatHex(allRefused.digest());
            Identities.Known one = identities.number("refused" + print, print);
            identities.force();
            var fact =
                    new Observation.SourceNoise(
                            clock.instant(),
                            mapping.source(),
                            null,
                            refused,
                            "rows of a file make no fact",
                            sample);
            intake.submit(
                    List.of(Sighting.of(fact, mapping.source(), identities.boot(), one.number())));
        }

        private void enter() throws IOException, InterruptedException {
            if (!batch.isEmpty()) {
                identities.force();
                Intake.Receipt receipt = intake.submit(List.copyOf(batch));
                known += receipt.duplicates();
                entered += batch.size() - receipt.duplicates();
                batch.clear();
            }
            progress.durable(last, rows.share());
        }
    }

    /// Of a row whose key came with other words: it may be the same one, told differently.
    static final String OTHER = "another row came with the same key";

    /// The beginning of a text, without half characters.
    private static String sample(String text) {
        String cut = text.substring(0, Math.min(text.length(), SAMPLE));
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
