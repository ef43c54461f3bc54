package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.Deed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import javax.crypto.SecretKey;

/// Compares what entries commit to with what is kept for them, entry by entry from the first, and
/// tells what was altered, what is missing, and what was erased as it should be.
public final class DisclosureCheck implements AutoCloseable {
    private static final int DOUBTS_MAX = 20;

    /// What was found.
    ///
    /// @param present commitments that are answered
    /// @param erased commitments that certificates name
    /// @param opened whether the keys were at hand; else that something is there was checked, and
    ///   not what
    public record Found(long present, long erased, boolean opened, List<Doubt> doubts) {}

    private final @Nullable Opening opening;
    private final Shelf.Reading reading;
    private @Nullable DisclosureStore store;
    private final Erasures erasures = new Erasures();
    private final Map<String, Long> unanswered = new LinkedHashMap<>();
    private final Set<String> cardsChecked = new HashSet<>();
    private final Map<Long, Doubt> doubts = new TreeMap<>();
    private long present;

    /// Opens what is kept, as it is now.
    interface Opening {
        DisclosureStore open() throws IOException;
    }

    /// @param opening null when there are no keys
    DisclosureCheck(VaultDisk records, @Nullable Opening opening) throws IOException {
        this.opening = opening;
        this.reading = Shelf.reading(records);
        this.store = opening == null ? null : opening.open();
    }

    /// Checks what is kept in a folder.
    ///
    /// @param folder of the records; it may be missing
    /// @param keys the folder of keys; where it can't be read, nothing is opened
    public static DisclosureCheck of(Path folder, Path keys) throws IOException {
        return new DisclosureCheck(
                new FileVaultDisk(folder),
                PersonKeys.isThere(keys) ? () -> DisclosureStore.toRead(folder, keys) : null);
    }

    /// Takes the next entry.
    public void accept(Entry entry) throws IOException {
        if (entry.fact() instanceof Deed.DeedDone deed) {
            erasures.accept(entry.sequence(), deed);
        }
        Commitments commitments = Commitments.of(entry);
        if (commitments != null) {
            check(entry.sequence(), commitments);
        }
    }

    private void check(long sequence, Commitments commitments) throws IOException {
        List<String> digests = new ArrayList<>(commitments.digests());
        List<Sealed> records = digests.isEmpty() ? List.of() : reading.of(sequence);
        if (store != null) {
            open(sequence, records, digests);
            card(sequence, commitments.card());
        } else if (records.stream().anyMatch(record -> record.state() == Sealed.SEALED)) {
            // Which of them are behind the seal nobody can tell without the keys.
            present += digests.size();
            return;
        }
        digests.forEach(digest -> unanswered.put(digest, sequence));
    }

    private void open(long sequence, List<Sealed> records, List<String> digests)
            throws IOException {
        for (Sealed record : records) {
            SecretKey key = store == null ? null : store.key(record.slot());
            if (record.state() != Sealed.SEALED || key == null) {
                continue;
            }
            String plain = record.open(key);
            List<Disclosure> told = plain == null ? List.of() : DisclosureStore.parse(plain);
            if (plain == null
                    || !digests.containsAll(told.stream().map(Disclosure::digest).toList())) {
                doubt(Doubt.Kind.ALTERED, sequence, "was altered");
                digests.clear();
                return;
            }
            for (Disclosure one : told) {
                digests.remove(one.digest());
                present++;
            }
        }
    }

    private void card(long sequence, @Nullable String card) {
        if (card == null || !cardsChecked.add(card)) {
            return;
        }
        if (store != null && store.ofCard(card) != null) {
            present++;
        } else {
            unanswered.put(Commitments.digestOf(card), sequence);
        }
    }

    private void doubt(Doubt.Kind kind, long sequence, String what) {
        if (doubts.size() < DOUBTS_MAX) {
            doubts.putIfAbsent(
                    sequence,
                    new Doubt(kind, sequence, "what entry " + sequence + " commits to " + what));
        }
    }

    /// What was found of all entries.
    public Found end() throws IOException {
        cardsOfNow();
        Map<String, Boolean> certified = erasures.certified();
        long erased = 0;
        for (var one : unanswered.entrySet()) {
            Boolean approved = certified.get(one.getKey());
            if (approved == null) {
                doubt(
                        Doubt.Kind.MISSING,
                        one.getValue(),
                        "is not there, and no certificate says that it was erased");
            } else if (approved) {
                erased++;
            } else {
                doubt(
                        Doubt.Kind.UNAPPROVED,
                        one.getValue(),
                        "was erased without the approval of a second person");
            }
        }
        return new Found(present, erased, store != null, List.copyOf(doubts.values()));
    }

    /// Cards that were first seen while the entries were read.
    private void cardsOfNow() throws IOException {
        if (opening == null || store == null || unanswered.isEmpty()) {
            return;
        }
        store.close();
        DisclosureStore now = opening.open();
        store = now;
        unanswered.keySet().removeIf(digest -> now.ofCard(Personal.CARD + digest) != null);
    }

    @Override
    public void close() throws IOException {
        reading.close();
        if (store != null) {
            store.close();
        }
    }
}
