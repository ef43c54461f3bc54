package sekisho.retention;

import sekisho.journal.EntryCodec;
import sekisho.journal.JournalFailed;
import sekisho.journal.RawEntry;
import sekisho.journal.RawReader;
import sekisho.journal.disclosure.Erasures;
import sekisho.site.Deed;
import sekisho.site.json.Unreadable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// The deeds about erasing in a journal. Of the other entries only the type is looked at, so that a
/// start can afford to read all of them.
final class ErasureLog {
    private static final int BATCH = 4096;

    /// How the canonical JSON of such a deed says so.
    private static final byte[] MARK = "\"type\":\"erasure.".getBytes(StandardCharsets.US_ASCII);

    private final RawReader journal;
    private final Erasures erasures = new Erasures();
    private long next = 1;

    ErasureLog(RawReader journal) {
        this.journal = journal;
    }

    /// What there is, with what has become durable meanwhile.
    Erasures now() {
        for (List<RawEntry> batch = journal.readRaw(next, BATCH);
                !batch.isEmpty();
                batch = journal.readRaw(next, BATCH)) {
            for (RawEntry entry : batch) {
                if (isMarked(entry.bytes())) {
                    accept(entry);
                }
            }
            next = batch.getLast().sequence() + 1;
        }
        return erasures;
    }

    /// Members are sorted: the type is nearer to the end.
    private static boolean isMarked(byte[] bytes) {
        for (int at = bytes.length - MARK.length; at >= 0; at--) {
            if (bytes[at] == '"'
                    && bytes[at + 1] == 't'
                    && Arrays.equals(bytes, at, at + MARK.length, MARK, 0, MARK.length)) {
                return true;
            }
        }
        return false;
    }

    private void accept(RawEntry entry) {
        try {
            if (EntryCodec.decode(entry.bytes()).fact() instanceof Deed.DeedDone deed) {
                erasures.accept(entry.sequence(), deed);
            }
        } catch (Unreadable e) {
            throw new JournalFailed(
                    "entry " + entry.sequence() + " can't be read: " + e.getMessage(), e);
        }
    }
}
