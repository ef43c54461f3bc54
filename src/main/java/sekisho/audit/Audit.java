package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.JournalFailed;
import sekisho.journal.StoredJournal;
import sekisho.journal.disclosure.DisclosureCheck;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.disclosure.PresentedEntries;
import sekisho.journal.tree.Checkpoint;
import sekisho.journal.tree.Fault;
import sekisho.journal.tree.Fault.Kind;
import sekisho.journal.tree.Keys;
import sekisho.journal.tree.LogCheck;
import sekisho.journal.tree.Roots;
import sekisho.journal.tree.Tiles;
import sekisho.journal.tree.Verification;
import sekisho.journal.tree.Verified;
import sekisho.journal.tree.VerifierKey;
import sekisho.site.ZoneId;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;

/// Verifies a log without trusting whoever has kept it.
///
/// @param key the log's public key, from elsewhere
/// @param kept notes of checkpoints that were kept elsewhere; the log must go on from all of them
/// @param others who is believed besides, and must have had a part in the log
/// @param later what was erased after an export was made
/// @param progress told now and then how many entries have been read; called by any thread
public record Audit(
        VerifierKey key, List<String> kept, Others others, Erasures later, LongConsumer progress) {
    public Audit {
        kept = List.copyOf(kept);
    }

    /// Nothing is known to have been erased later.
    public Audit(VerifierKey key, List<String> kept, Others others, LongConsumer progress) {
        this(key, kept, others, new Erasures(), progress);
    }

    /// Nobody is believed but the log's own key.
    public Audit(VerifierKey key, List<String> kept, LongConsumer progress) {
        this(key, kept, Others.NOBODY, progress);
    }

    /// A data folder, on which a station may be writing.
    ///
    /// @param journal the folder of the segments
    /// @param log the folder of the published tree
    public Report folder(Path journal, Path log) throws IOException {
        return folder(journal, log, Optional.empty());
    }

    /// Likewise, with what its entries commit to.
    ///
    /// @param personal is shown every entry, and closed
    public Report folder(Path journal, Path log, DisclosureCheck personal) throws IOException {
        try (personal) {
            return folder(journal, log, Optional.of(personal));
        }
    }

    private Report folder(Path journal, Path log, Optional<DisclosureCheck> personal)
            throws IOException {
        Keys keys = Keys.of(key, Tiles.in(log));
        List<Checkpoint> checkpoints = new ArrayList<>();
        try {
            for (String note : kept) {
                checkpoints.add(keys.checkpoint(note));
            }
        } catch (IllegalArgumentException e) {
            return unsigned("a checkpoint that was kept elsewhere: " + e.getMessage());
        }
        Others.Heard heard = others.hear(Tiles.in(log), keys);
        checkpoints.addAll(heard.checkpoints());
        List<Keys.Handover> handovers = Keys.handovers(Tiles.in(log));
        var rekeyings = new Rekeyings();
        CompletableFuture<Contents.Said> contents =
                CompletableFuture.supplyAsync(() -> contents(journal, personal, rekeyings));
        Verified verified;
        try {
            verified = Verification.of(journal, log, keys, checkpoints, progress);
        } catch (IllegalArgumentException e) {
            return unsigned(String.valueOf(e.getMessage()));
        }
        Contents.Said said = joined(contents);
        List<String> notes = notes(said);
        notes.addAll(heard.notes());
        List<Fault> faults = faults(verified.faults(), said);
        faults.addAll(heard.faults());
        faults.addAll(rekeyings.faults(handovers));
        if (personal.isPresent()) {
            DisclosureCheck.Found found = personal.get().end();
            notes.addAll(Personal.notes(found));
            faults.addAll(Personal.faults(found.doubts()));
            faults.sort(Comparator.comparingLong(Fault::entry));
        }
        if (verified.unfinished()) {
            notes.add("the last entry is not whole yet: it was not acknowledged to anybody");
        }
        return new Report(
                verified.checkpoint(),
                verified.entries(),
                verified.checkpoints(),
                said.gaps(),
                notes,
                faults);
    }

    private static Contents.Said contents(
            Path journal, Optional<DisclosureCheck> personal, Rekeyings rekeyings) {
        var contents = new Contents(true, new Numbers());
        StoredJournal.in(journal)
                .forEach(raw -> {
                    Entry entry = contents.accept(raw.sequence(), raw.bytes());
                    if (entry != null) {
                        rekeyings.accept(entry);
                    }
                    if (entry != null && personal.isPresent()) {
                        Personal.show(entry, personal.get());
                    }
                });
        return contents.end();
    }

    private static Contents.Said joined(CompletableFuture<Contents.Said> contents)
            throws IOException {
        try {
            return contents.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JournalFailed) {
                throw new IOException(e.getCause().getMessage(), e);
            }
            throw e;
        }
    }

    private static Report unsigned(String reason) {
        return new Report(
                null, 0, 0, List.of(), List.of(), List.of(new Fault(Kind.SIGNATURE, 0, reason)));
    }

    /// Once a tree is wrong, what its entries say from there on is nobody's word.
    private static List<Fault> faults(List<Fault> tree, Contents.Said said) {
        List<Fault> all = new ArrayList<>(tree);
        if (tree.stream().noneMatch(fault -> fault.kind() != Kind.PUBLISHED)) {
            all.addAll(said.faults());
            all.sort(Comparator.comparingLong(Fault::entry));
        }
        return all;
    }

    private static List<String> notes(Contents.Said said) {
        List<String> notes = new ArrayList<>();
        Contents.Findings findings = said.findings();
        if (findings == null) {
            notes.add(
                    said.withheld() > 0
                            ? said.withheld()
                                    + " entries of other zones or days are here by their hash"
                                    + " only: that they belong there is the exporter's word, and"
                                    + " neither findings nor gaps of sources can be checked"
                            : said.absent()
                                    + " entries were too long to be published and are not at hand:"
                                    + " findings can't be recomputed");
        } else if (findings.whole()) {
            notes.add(findings.recomputed() + " recorded findings were recomputed");
        } else {
            notes.add(
                    findings.recomputed()
                            + " recorded findings follow from the entries of this range alone; "
                            + findings.rest()
                            + " rest on earlier ones too and can't be recomputed from here");
        }
        return notes;
    }

    /// A log at an address: its checkpoint and all its tiles, or a part of it if it is an export.
    public Report url(URI address) throws IOException {
        return url(address, Optional.empty());
    }

    /// Likewise.
    ///
    /// @param token what the station asks its auditors for; empty: nothing
    public Report url(URI address, Optional<String> token) throws IOException {
        try (var tiles = new HttpTiles(address, token.orElse(null))) {
            return published(tiles);
        }
    }

    /// A folder that holds an export, or a whole published log.
    public Report published(Path folder) throws IOException {
        return published(Tiles.in(folder));
    }

    private Report published(Tiles tiles) throws IOException {
        Keys keys = Keys.of(key, tiles);
        // First what is older, then the newest: a station may be signing meanwhile.
        Others.Heard heard = others.hear(tiles, keys);
        Checkpoint checkpoint;
        List<Checkpoint> older = new ArrayList<>();
        try {
            checkpoint = keys.newest(tiles);
            for (String note : kept) {
                older.add(keys.checkpoint(note));
            }
        } catch (IllegalArgumentException e) {
            return unsigned(String.valueOf(e.getMessage()));
        }
        byte[] manifest = tiles.get(Bounds.FILE);
        try {
            Bounds bounds = manifest == null ? null : Bounds.read(manifest);
            return published(tiles, checkpoint, older, heard.checkpoints(), bounds)
                    .and(heard.notes(), heard.faults());
        } catch (Unreadable e) {
            return new Report(
                    checkpoint,
                    0,
                    0,
                    List.of(),
                    List.of(),
                    List.of(
                            new Fault(
                                    Kind.RANGE,
                                    0,
                                    Bounds.FILE + " can't be read: " + e.getMessage())));
        }
    }

    private Report published(
            Tiles tiles,
            Checkpoint checkpoint,
            List<Checkpoint> older,
            List<Checkpoint> cosigned,
            @Nullable Bounds bounds)
            throws IOException {
        long size = checkpoint.size();
        List<Fault> faults = new ArrayList<>();
        if (bounds != null && bounds.highest() > size) {
            faults.add(
                    new Fault(
                            Kind.SIGNATURE,
                            size + 1,
                            "the export reaches to entry "
                                    + bounds.highest()
                                    + ", but only "
                                    + size
                                    + " are signed"));
            return new Report(checkpoint, 0, 0, List.of(), List.of(), faults);
        }
        PresentedEntries.Check personal;
        try {
            personal = new PresentedEntries.Check(tiles.get(PresentedEntries.FILE), later);
        } catch (Unreadable e) {
            var unread = PresentedEntries.FILE + " can't be read: " + e.getMessage();
            return new Report(
                    checkpoint,
                    0,
                    0,
                    List.of(),
                    List.of(),
                    List.of(new Fault(Kind.UNREADABLE, 0, unread)));
        }
        var range = new Range(tiles, bounds, size, personal);
        faults.addAll(
                LogCheck.of(
                        tiles,
                        checkpoint,
                        bounds == null ? 1 : bounds.lowest(),
                        bounds == null ? size : bounds.highest(),
                        range,
                        progress));
        Contents.Said said = range.end();
        List<String> notes = notes(said);
        if (bounds != null) {
            notes.add(range.sentence());
        }
        int agreed = faults.isEmpty() ? 1 : 0;
        for (Checkpoint one : older) {
            agreed += consistent(tiles, checkpoint, one, faults, notes) ? 1 : 0;
        }
        for (Checkpoint one : cosigned) {
            List<String> missing = new ArrayList<>();
            agreed += consistent(tiles, checkpoint, one, faults, missing) ? 1 : 0;
            missing.forEach(reason -> faults.add(new Fault(Kind.SIGNATURE, 0, reason)));
        }
        List<Fault> all = faults(faults, said);
        PresentedEntries.Presentation presentation = personal.end();
        notes.addAll(Personal.notes(presentation));
        if (faults.isEmpty()) {
            all.addAll(range.faults());
            all.addAll(Personal.faults(presentation.doubts()));
            all.sort(Comparator.comparingLong(Fault::entry));
        }
        return new Report(checkpoint, said.entries(), agreed, said.gaps(), notes, all);
    }

    private static boolean consistent(
            Tiles tiles,
            Checkpoint newest,
            Checkpoint older,
            List<Fault> faults,
            List<String> notes)
            throws IOException {
        if (older.size() > newest.size()) {
            faults.add(
                    new Fault(
                            Kind.CUT_OFF,
                            newest.size() + 1,
                            "a checkpoint kept elsewhere signs "
                                    + older.size()
                                    + " entries, this log has "
                                    + newest.size()
                                    + ": it was put back or cut off"));
            return false;
        }
        try {
            if (Roots.at(tiles, newest.size(), older.size()).equals(older.root())) {
                return true;
            }
            faults.add(
                    new Fault(
                            Kind.SIGNATURE,
                            1,
                            "the log does not go on from the checkpoint of "
                                    + older.size()
                                    + " entries that was kept elsewhere: one of its first "
                                    + older.size()
                                    + " entries is another"));
        } catch (IllegalArgumentException e) {
            if (Consistency.holds(tiles, older, newest)) {
                return true;
            }
            notes.add(
                    "the checkpoint of "
                            + older.size()
                            + " entries can't be compared with this part of the log: "
                            + e.getMessage());
        }
        return false;
    }

    /// Shows the entries of a part to [Contents], and looks at its bounds.
    private static final class Range implements LogCheck.Reader {
        private final Tiles tiles;
        private final @Nullable Bounds bounds;
        private final long size;
        private final Contents contents;
        private final PresentedEntries.Check personal;
        private final List<Fault> faults = new ArrayList<>();
        private int boundsSeen;

        Range(Tiles tiles, @Nullable Bounds bounds, long size, PresentedEntries.Check personal) {
            this.tiles = tiles;
            this.personal = personal;
            this.bounds = bounds;
            this.size = size;
            this.contents =
                    new Contents(
                            bounds == null || bounds.first() == 1,
                            bounds == null ? new Numbers() : bounds.before());
        }

        @Override
        public void entry(long sequence, byte[] leaf) {
            byte[] bytes = LongEntries.whole(tiles, sequence, leaf);
            boolean inside =
                    bounds == null || sequence >= bounds.first() && sequence <= bounds.last();
            Entry entry = null;
            if (bytes == null && inside) {
                contents.absent();
            } else if (bytes != null && inside) {
                entry = contents.accept(sequence, bytes);
                if (entry != null) {
                    personal.accept(entry);
                }
            } else if (bytes != null && isBound(sequence)) {
                entry = LongEntries.decoded(bytes);
                boundsSeen += entry == null ? 0 : 1;
            }
            if (entry != null && bounds != null) {
                place(bounds, entry, inside);
            }
        }

        private boolean isBound(long sequence) {
            return bounds != null && (sequence == bounds.lower() || sequence == bounds.upper());
        }

        private void place(Bounds range, Entry entry, boolean inside) {
            ZoneId zone = entry.fact().zone();
            if (inside && range.zone() != null && zone != null && !zone.equals(range.zone())) {
                faults.add(
                        new Fault(
                                Kind.RANGE,
                                entry.sequence(),
                                "entry " + entry.sequence() + " is of another zone: " + zone));
            }
            boolean before = entry.recordedAt().isBefore(range.begin());
            boolean behind = !entry.recordedAt().isBefore(range.end());
            boolean right =
                    inside
                            ? !before && !behind
                            : entry.sequence() == range.lower() ? before : behind;
            if (!right) {
                faults.add(
                        new Fault(
                                Kind.RANGE,
                                entry.sequence(),
                                "entry "
                                        + entry.sequence()
                                        + " was recorded at "
                                        + entry.recordedAt()
                                        + ", which is not where the export says its range ends"));
            }
        }

        @Override
        public void withheld(long sequence) {
            if (bounds == null || bounds.zone() == null) {
                faults.add(
                        new Fault(
                                Kind.MISSING,
                                sequence,
                                "entry " + sequence + " was left out, and nothing says why"));
            }
            contents.withheld();
        }

        Contents.Said end() {
            int promised =
                    bounds == null
                            ? 0
                            : (bounds.lower() > 0 ? 1 : 0) + (bounds.upper() > 0 ? 1 : 0);
            if (bounds != null && boundsSeen < promised) {
                faults.add(
                        new Fault(
                                Kind.RANGE,
                                bounds.lowest(),
                                "the entries at the bounds of the range are not here: nothing"
                                        + " shows that it is whole"));
            }
            if (bounds != null && bounds.upper() == 0 && bounds.last() != size) {
                faults.add(
                        new Fault(
                                Kind.RANGE,
                                bounds.last() + 1,
                                "the export ends with entry "
                                        + bounds.last()
                                        + " and does not show that the next one lies behind its"
                                        + " range"));
            }
            return contents.end();
        }

        List<Fault> faults() {
            return faults;
        }

        String sentence() {
            if (bounds == null) {
                throw new IllegalStateException("the log is whole");
            }
            return "the export holds "
                    + (bounds.last() < bounds.first()
                            ? "no entry"
                            : "entries " + bounds.first() + " to " + bounds.last())
                    + ", recorded from "
                    + bounds.from()
                    + " to "
                    + bounds.to()
                    + " ("
                    + bounds.clock()
                    + ")"
                    + (bounds.zone() == null ? "" : ", of zone " + bounds.zone().value())
                    + (bounds.upper() == 0
                            ? "; the signed log ends there"
                            : "; none is left out between its neighbours");
        }
    }
}
