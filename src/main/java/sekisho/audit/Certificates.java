package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.StoredJournal;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.tree.Keys;
import sekisho.journal.tree.LogCheck;
import sekisho.journal.tree.Tiles;
import sekisho.journal.tree.VerifierKey;
import sekisho.site.Deed;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.file.Path;

/// What a log, or a part of it, certifies as erased. That it is sound, and goes on from the export
/// that it is to explain, is for an [Audit] to say before.
public final class Certificates {
    private Certificates() {}

    /// Those of a data folder.
    ///
    /// @param journal the folder of the segments
    public static Erasures inJournal(Path journal) {
        var erasures = new Erasures();
        StoredJournal.in(journal).forEach(raw -> accept(raw.sequence(), raw.bytes(), erasures));
        return erasures;
    }

    /// Those of an export.
    ///
    /// @throws IOException when it can't be read
    public static Erasures inExport(Path folder, VerifierKey key) throws IOException {
        Tiles tiles = Tiles.in(folder);
        var checkpoint = Keys.of(key, tiles).newest(tiles);
        byte[] manifest = tiles.get(Bounds.FILE);
        var erasures = new Erasures();
        try {
            Bounds bounds = manifest == null ? null : Bounds.read(manifest);
            LogCheck.of(
                    tiles,
                    checkpoint,
                    bounds == null ? 1 : bounds.lowest(),
                    bounds == null ? checkpoint.size() : bounds.highest(),
                    new LogCheck.Reader() {
                        @Override
                        public void entry(long sequence, byte[] leaf) {
                            accept(sequence, LongEntries.whole(tiles, sequence, leaf), erasures);
                        }

                        @Override
                        public void withheld(long sequence) {}
                    },
                    _ -> {});
        } catch (Unreadable e) {
            throw new IOException(Bounds.FILE + " can't be read: " + e.getMessage(), e);
        }
        return erasures;
    }

    private static void accept(long sequence, byte @Nullable [] bytes, Erasures erasures) {
        Entry entry = bytes == null ? null : LongEntries.decoded(bytes);
        if (entry != null && entry.fact() instanceof Deed.DeedDone deed) {
            erasures.accept(sequence, deed);
        }
    }
}
