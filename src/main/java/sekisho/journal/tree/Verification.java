package sekisho.journal.tree;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.EntryCodec;
import sekisho.journal.RawEntry;
import sekisho.journal.StoredEntries;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/// Goes through a journal as it lies on the disk and compares it with what was signed.
///
/// Every entry is hashed anew. Its hash must stand in the published tile, and the tree over all of
/// them must have the root of every checkpoint that was signed on the way. Entries behind the last
/// checkpoint are read and counted only.
public final class Verification implements StoredEntries.Visitor {
    private static final int FAULTS_MAX = 20;

    /// So far ahead an entry that is stored in the wrong place is looked for.
    private static final int AHEAD = 64;

    private final LongConsumer progress;
    private final Published published;
    private final PastCheckpoints past;

    /// Those that stand elsewhere than in the history, the smallest first.
    private final List<Checkpoint> others;

    private final List<Fault> faults = new ArrayList<>();
    private final Edge edge = new Edge();

    /// The last entry that has been accounted for.
    private long at;

    private long stored;
    private long agreedUntil;
    private int agreed;
    private int next;

    /// The size of the largest that was signed.
    private long largest;

    /// How many states stand in the history.
    private int states;

    /// Whether the published checkpoint stands in the history.
    private boolean inHistory;

    /// From here on no tree can be made any more.
    private boolean broken;

    /// The rest of a segment can't be read.
    private boolean skipping;

    private boolean unfinished;
    private Instant recordedAt = Instant.EPOCH;

    private Verification(
            Published published,
            PastCheckpoints past,
            List<Checkpoint> others,
            LongConsumer progress) {
        this.published = published;
        this.past = past;
        this.others = others;
        this.progress = progress;
    }

    /// Verifies a journal.
    ///
    /// @param journal the folder of the segments
    /// @param log the folder of the published tree
    /// @param keys whose signatures are believed
    /// @param kept checkpoints that were kept elsewhere
    /// @param progress told now and then how many entries have been read
    /// @throws IllegalArgumentException when the published checkpoint is not signed by one of them
    public static Verified of(
            Path journal, Path log, Keys keys, List<Checkpoint> kept, LongConsumer progress)
            throws IOException {
        Checkpoint newest = Publisher.read(Tiles.in(log), keys);
        Set<Checkpoint> others = new LinkedHashSet<>(kept);
        if (newest != null) {
            others.add(newest);
        }
        List<Checkpoint> sorted =
                others.stream()
                        .filter(checkpoint -> checkpoint.size() > 0)
                        .sorted(Comparator.comparingLong(Checkpoint::size))
                        .toList();
        try (var past = PastCheckpoints.of(Tiles.in(log), keys)) {
            var published = new Published(Tiles.in(log), newest);
            var verification = new Verification(published, past, sorted, progress);
            StoredEntries.visit(journal, verification);
            return verification.end(newest);
        }
    }

    @Override
    public void begins(String segment, long first) {
        if (first > at + 1 && skipping) {
            at = first - 1;
        } else if (first > at + 1) {
            fault(
                    Fault.Kind.MISSING,
                    at + 1,
                    "entries "
                            + (at + 1)
                            + " to "
                            + (first - 1)
                            + " are missing before "
                            + segment);
            at = first - 1;
            broken = true;
        } else if (first <= at) {
            fault(
                    Fault.Kind.MISPLACED,
                    first,
                    segment + " begins with entry " + first + ", which was there already");
            broken = true;
        }
        skipping = false;
    }

    @Override
    public void entry(String segment, long offset, byte[] bytes) {
        stored++;
        if (stored % 100_000 == 0) {
            progress.accept(stored);
        }
        at++;
        byte[] leaf = Leaf.of(new RawEntry(at, bytes));
        Hash hash = Hash.leaf(leaf);
        if (at <= published.size()) {
            signed(hash, segment, offset);
        } else {
            unsigned(bytes, segment, offset);
        }
        if (!broken) {
            grow(leaf, hash);
        }
    }

    /// The tree up to here, the files made of it, and what was signed of it.
    private void grow(byte[] leaf, Hash hash) {
        try {
            published.bundle(at, leaf, this::fault);
            published.compare(edge, hash, this::fault);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (Checkpoint checkpoint : signedHere()) {
            if (edge.root().equals(checkpoint.root())) {
                agreed++;
                agreedUntil = at;
            } else {
                fault(
                        Fault.Kind.SIGNATURE,
                        agreedUntil + 1,
                        "the state signed at entry "
                                + at
                                + " is not that of these entries: one of the entries "
                                + (agreedUntil + 1)
                                + " to "
                                + at
                                + " was altered");
                broken = true;
                return;
            }
        }
    }

    /// The states that were signed at this entry.
    private Set<Checkpoint> signedHere() {
        Set<Checkpoint> here = new LinkedHashSet<>();
        try {
            Checkpoint one = past.peek();
            while (one != null && one.size() <= at) {
                if (one.size() == at) {
                    here.add(one);
                }
                remember(one);
                past.poll();
                one = past.peek();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (next < others.size() && others.get(next).size() <= at) {
            if (others.get(next).size() == at) {
                here.add(others.get(next));
            }
            next++;
        }
        return here;
    }

    private void remember(Checkpoint one) {
        states += one.size() > largest ? 1 : 0;
        largest = Math.max(largest, one.size());
        inHistory |= one.equals(published.newest());
    }

    private void signed(Hash hash, String segment, long offset) {
        Hash expected = published.leaf(at);
        if (hash.equals(expected) || expected == null) {
            return;
        }
        String place = " (" + segment + ", byte " + offset + ")";
        broken = true;
        for (long ahead = 1; ahead <= AHEAD; ahead++) {
            if (at + ahead <= published.size() && hash.equals(published.leaf(at + ahead))) {
                fault(
                        Fault.Kind.MISSING,
                        at,
                        "entry "
                                + at
                                + " is missing: entry "
                                + (at + ahead)
                                + " is in its place"
                                + place);
                at += ahead;
                return;
            }
        }
        for (long back = 1; back < at && back <= AHEAD; back++) {
            if (hash.equals(published.leaf(at - back))) {
                fault(
                        Fault.Kind.MISPLACED,
                        at,
                        "where entry "
                                + at
                                + " should be, entry "
                                + (at - back)
                                + " is there again"
                                + place);
                at--;
                return;
            }
        }
        if (published.isSigned()) {
            fault(
                    Fault.Kind.ALTERED,
                    at,
                    "entry " + at + " is not the one that was signed" + place);
        } else {
            fault(
                    Fault.Kind.PUBLISHED,
                    at,
                    "entry "
                            + at
                            + " and its published hash differ, and the published tree is not"
                            + " the signed one"
                            + place);
        }
    }

    private void unsigned(byte[] bytes, String segment, long offset) {
        String place = " (" + segment + ", byte " + offset + ")";
        try {
            Entry entry = EntryCodec.decode(bytes);
            if (entry.sequence() != at) {
                fault(
                        entry.sequence() > at ? Fault.Kind.MISSING : Fault.Kind.MISPLACED,
                        at,
                        "where entry " + at + " should be is entry " + entry.sequence() + place);
                at = Math.max(at, entry.sequence());
            }
            if (entry.recordedAt().isBefore(recordedAt)) {
                fault(
                        Fault.Kind.MISPLACED,
                        at,
                        "entry " + at + " was recorded before the one in front of it" + place);
            }
            recordedAt = entry.recordedAt();
        } catch (Unreadable e) {
            fault(
                    Fault.Kind.UNREADABLE,
                    at,
                    "entry " + at + " can't be read: " + e.getMessage() + place);
        }
    }

    @Override
    public void broken(String segment, long offset, String reason, boolean last) {
        if (last && at >= published.size()) {
            unfinished = true;
            return;
        }
        broken = true;
        skipping = true;
        fault(
                Fault.Kind.ALTERED,
                at + 1,
                "entry "
                        + (at + 1)
                        + " can't be read, nor what follows it in "
                        + segment
                        + ": at byte "
                        + offset
                        + " "
                        + reason);
    }

    private Verified end(@Nullable Checkpoint newest) throws IOException {
        for (Checkpoint one = past.poll(); one != null; one = past.poll()) {
            remember(one);
        }
        if (past.isAltered() || newest != null && !inHistory) {
            fault(
                    Fault.Kind.SIGNATURE,
                    1,
                    "the history of checkpoints was altered: it is no more what was signed");
        }
        // Before the first one is shown, a crash may leave that one in the history alone.
        if (newest == null && states > 1) {
            fault(
                    Fault.Kind.SIGNATURE,
                    1,
                    "the published checkpoint is missing, though "
                            + states
                            + " states of this log were signed: it was deleted, or the station"
                            + " was cut off each time before it could be shown");
        }
        long last = others.isEmpty() ? largest : Math.max(largest, others.getLast().size());
        if (at < last && !skipping) {
            fault(
                    Fault.Kind.CUT_OFF,
                    at + 1,
                    "the journal ends with entry "
                            + at
                            + ", but "
                            + last
                            + " were signed: entries "
                            + (at + 1)
                            + " to "
                            + last
                            + " were cut off at the end");
        }
        progress.accept(stored);
        return new Verified(stored, newest, agreed, unfinished, faults);
    }

    private void fault(Fault.Kind kind, long entry, String sentence) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new Fault(kind, entry, sentence));
        }
    }
}
