package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.EntryCodec;
import sekisho.journal.RawEntry;
import sekisho.journal.StoredJournal;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.disclosure.PresentedEntries;
import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Cosignatures;
import sekisho.journal.tree.Excerpt;
import sekisho.journal.tree.Keys;
import sekisho.journal.tree.Leaf;
import sekisho.journal.tree.SignedTree;
import sekisho.journal.tree.Tiles;
import sekisho.journal.tree.Timestamps;
import sekisho.journal.tree.VerifierKey;
import sekisho.site.Deed;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Site;
import sekisho.site.ZoneId;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Makes an export: a folder with the entries of a range of days and all that proves them, for
/// somebody who trusts neither the station nor its owner.
///
/// The range goes by the time of recording, because only that is in the order of the log; what
/// happened in the range and was told later is in a later one. Entries that share a bundle of 256
/// with the range come along; where a zone was asked for, all others are there by their hash only.
public final class Export {
    /// The verifying page, as the build puts it into the jar.
    static final String PAGE = "verify.html";

    static final String README = "README.txt";

    private final Wanted wanted;
    private final Keys keys;
    private final Checkpoint checkpoint;
    private final LongConsumer progress;
    private final Numbers before = new Numbers();
    private final TreeMap<Long, byte[]> longs = new TreeMap<>();
    private final Set<Long> kept = new HashSet<>();
    private java.time.ZoneId clock;
    private boolean clockKnown;
    private long first;
    private long last;
    private long upper;
    private long read;

    /// What is wanted of the log.
    ///
    /// @param from the first day, by the site's time
    /// @param to the last day
    /// @param zone its entries and those of no zone; absent: all
    /// @param clock the time zone that days are counted in; empty: that of the site's plan
    public record Wanted(
            LocalDate from, LocalDate to, @Nullable ZoneId zone, Optional<java.time.ZoneId> clock) {
        public Wanted {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("the last day lies before the first");
            }
        }
    }

    private Export(Wanted wanted, Keys keys, Checkpoint checkpoint, LongConsumer progress) {
        this.wanted = wanted;
        this.keys = keys;
        this.checkpoint = checkpoint;
        this.progress = progress;
        this.clock = wanted.clock().orElse(Site.undeclared().clock());
        this.clockKnown = wanted.clock().isPresent();
    }

    /// Makes an export of a data folder, on which a station may be writing, and verifies it.
    ///
    /// @param journal the folder of the segments
    /// @param log the folder of the published tree
    /// @param out a folder that is not there yet
    /// @param progress told now and then how many entries have been looked at
    /// @return what its own verification says; only a sound export is left behind
    /// @throws IllegalArgumentException when the log is not signed by this key, or empty
    public static Report make(
            Path journal, Path log, VerifierKey key, Wanted wanted, Path out, LongConsumer progress)
            throws IOException {
        return make(journal, log, key, wanted, Optional.empty(), out, progress);
    }

    /// Likewise.
    ///
    /// @param personal what entries commit to, to be told along with them; empty: the export holds
    ///   pseudonyms only
    public static Report make(
            Path journal,
            Path log,
            VerifierKey key,
            Wanted wanted,
            Optional<DisclosureStore> personal,
            Path out,
            LongConsumer progress)
            throws IOException {
        if (Files.exists(out)) {
            throw new FileAlreadyExistsException(out.toString());
        }
        Tiles tiles = Tiles.in(log);
        Keys keys = Keys.of(key, tiles);
        String note = text(tiles, "checkpoint");
        var export = new Export(wanted, keys, keys.checkpoint(note), progress);
        StoredJournal.in(journal).forEach(export::look);
        Path unfinished =
                Files.createTempDirectory(
                        out.toAbsolutePath().getParent(), out.getFileName() + "-");
        boolean done = false;
        try {
            export.write(tiles, note, unfinished);
            if (personal.isPresent()) {
                export.tell(journal, personal.get(), unfinished);
            }
            Report report = new Audit(key, List.of(note), _ -> {}).published(unfinished);
            if (report.isSound()) {
                Files.move(unfinished, out);
                done = true;
            }
            return report;
        } finally {
            if (!done) {
                remove(unfinished);
            }
        }
    }

    private static String text(Tiles tiles, String path) throws IOException {
        byte[] bytes = tiles.get(path);
        if (bytes == null) {
            throw new IllegalArgumentException("there is no " + path + ": nothing was signed yet");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /// Finds where the range begins and ends, and what of it is kept.
    private void look(RawEntry raw) {
        if (raw.sequence() > checkpoint.size() || upper > 0) {
            return;
        }
        read++;
        if (read % 10_000 == 0) {
            progress.accept(read);
        }
        Entry entry = decoded(raw);
        if (!clockKnown && entry.fact() instanceof PlanAdopted plan) {
            clock = plan.site().clock();
            clockKnown = true;
        }
        Instant at = entry.recordedAt();
        if (at.isBefore(wanted.from().atStartOfDay(clock).toInstant())) {
            first = raw.sequence() + 1;
            before.add(entry.sighting());
        } else if (at.isBefore(wanted.to().plusDays(1).atStartOfDay(clock).toInstant())) {
            last = raw.sequence();
            keep(raw, entry);
        } else {
            upper = raw.sequence();
            keepLong(raw);
        }
        if (first == raw.sequence() + 1) {
            longs.clear();
            keepLong(raw);
        }
    }

    private void keep(RawEntry raw, Entry entry) {
        ZoneId zone = entry.fact().zone();
        if (wanted.zone() == null || zone == null || zone.equals(wanted.zone())) {
            keepLong(raw);
            if (wanted.zone() != null) {
                kept.add(raw.sequence());
            }
        }
    }

    private void keepLong(RawEntry raw) {
        if (Leaf.isTooLong(raw.bytes())) {
            longs.put(raw.sequence(), raw.bytes());
        }
    }

    private static Entry decoded(RawEntry raw) {
        try {
            return EntryCodec.decode(raw.bytes());
        } catch (Unreadable e) {
            throw new IllegalArgumentException(
                    "entry "
                            + raw.sequence()
                            + " can't be read ("
                            + e.getMessage()
                            + "): verify the log first");
        }
    }

    private Bounds bounds() {
        long begin = Math.max(1, first);
        long end = Math.max(begin - 1, last);
        return new Bounds(
                checkpoint.origin(),
                wanted.from(),
                wanted.to(),
                clock,
                wanted.zone(),
                begin,
                end,
                begin - 1,
                upper,
                before);
    }

    private void write(Tiles tiles, String note, Path out) throws IOException {
        Bounds bounds = bounds();
        if (checkpoint.size() == 0) {
            throw new IllegalArgumentException("nothing was signed yet");
        }
        kept.add(bounds.lower());
        kept.add(bounds.upper());
        Excerpt.copy(
                tiles,
                checkpoint.size(),
                bounds.lowest(),
                bounds.highest(),
                sequence -> wanted.zone() == null || kept.contains(sequence),
                out);
        for (var one : longs.entrySet()) {
            Path file = out.resolve(LongEntries.path(one.getKey()));
            Files.createDirectories(out.resolve("long"));
            Files.write(file, one.getValue());
        }
        Files.write(out.resolve(Bounds.FILE), bounds.json());
        Files.writeString(out.resolve("log.pub"), keys.all().getFirst() + "\n");
        byte[] handovers = tiles.get(Keys.HANDOVERS);
        if (handovers != null) {
            Files.write(out.resolve(Keys.HANDOVERS), handovers);
        }
        Files.writeString(out.resolve(README), readme(bounds));
        byte[] page = resource(PAGE);
        if (page != null) {
            Files.write(out.resolve(PAGE), page);
        }
        copyOthers(tiles, note, out);
        Files.writeString(out.resolve("checkpoint"), note);
    }

    /// What others have signed of the log, and that its checkpoint goes on from there.
    private void copyOthers(Tiles tiles, String note, Path out) throws IOException {
        byte[] cosigned = tiles.get(Cosignatures.NEWEST);
        if (cosigned != null) {
            Files.write(out.resolve(Cosignatures.NEWEST), cosigned);
            var text = new String(cosigned, StandardCharsets.UTF_8);
            prove(SignedTree.of(tiles, keys, note), Checkpoint.parse(text).size(), out);
        }
        for (Timestamps.Dated dated : Timestamps.of(tiles)) {
            long size = Checkpoint.parse(dated.note()).size();
            if (size >= bounds().highest() && size <= checkpoint.size()) {
                Timestamps.in(out).keep(dated);
                prove(SignedTree.of(tiles, keys, note), size, out);
                return;
            }
        }
    }

    private static void prove(SignedTree tree, long older, Path out) throws IOException {
        if (older <= tree.size()) {
            Consistency.write(tree, older, out);
        }
    }

    /// Writes what the entries of the range commit to.
    private void tell(Path journal, DisclosureStore personal, Path out) throws IOException {
        var erasures = new Erasures();
        StoredJournal.in(journal)
                .forEach(raw -> {
                    if (new String(raw.bytes(), StandardCharsets.ISO_8859_1)
                                    .contains("\"type\":\"erasure.")
                            && decoded(raw).fact() instanceof Deed.DeedDone deed) {
                        erasures.accept(raw.sequence(), deed);
                    }
                });
        var lines = new PresentedEntries.Writer(personal, erasures);
        Bounds bounds = bounds();
        try (var file = Files.newBufferedWriter(out.resolve(PresentedEntries.FILE))) {
            StoredJournal.in(journal)
                    .forEach(raw -> {
                        long sequence = raw.sequence();
                        boolean inside = sequence >= bounds.first() && sequence <= bounds.last();
                        if (inside && (wanted.zone() == null || kept.contains(sequence))) {
                            write(file, lines, decoded(raw));
                        }
                    });
        }
    }

    private static void write(Writer file, PresentedEntries.Writer lines, Entry entry) {
        try {
            file.write(lines.line(entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String readme(Bounds bounds) throws IOException {
        byte[] text = resource("README_ja.txt");
        if (text == null) {
            throw new IllegalStateException("the text for the recipient is not in the jar");
        }
        String fingerprints =
                String.join("\n    ", keys.all().stream().map(VerifierKey::fingerprint).toList());
        return new String(text, StandardCharsets.UTF_8)
                .replace("{from}", bounds.from().toString())
                .replace("{to}", bounds.to().toString())
                .replace("{clock}", bounds.clock().getId())
                .replace("{zone}", bounds.zone() == null ? "全区域" : bounds.zone().value())
                .replace("{first}", Long.toString(bounds.first()))
                .replace("{last}", Long.toString(bounds.last()))
                .replace("{count}", Long.toString(bounds.last() - bounds.first() + 1))
                .replace("{size}", Long.toString(checkpoint.size()))
                .replace("{root}", checkpoint.root().base64())
                .replace("{origin}", checkpoint.origin())
                .replace("{fingerprint}", fingerprints);
    }

    private static byte @Nullable [] resource(String name) throws IOException {
        try (InputStream in = Export.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        }
    }

    /// Whether this build holds the page that verifies an export in a browser.
    public static boolean hasPage() {
        return Export.class.getResource(PAGE) != null;
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
