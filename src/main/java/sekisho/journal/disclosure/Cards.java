package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;

import javax.crypto.SecretKey;

/// Which pseudonym stands for which card. The pseudonym is the commitment to the card's UID, salted
/// once when the card is first seen: the same in every entry, and found from the UID by nobody who
/// lacks the disclosure.
///
/// One thread writes; any thread asks.
final class Cards implements AutoCloseable {
    static final String FILE = "cards" + Shelf.SUFFIX;

    /// @param slot of the key that its disclosure is sealed with
    record Card(String pseudonym, Disclosure disclosure, int slot) {}

    /// More than one batch can leave doubtful when its force fails and the process dies.
    private static final long DOUBTFUL_BYTES = 32L << 20;

    private final VaultDisk disk;
    private final Map<String, Card> byUid = new ConcurrentHashMap<>();
    private final Map<String, Card> byPseudonym = new ConcurrentHashMap<>();

    /// By UID, whose key a card is known to be under: not looked up for every read.
    private final Map<String, String> holders = new ConcurrentHashMap<>();

    private @Nullable Records records;

    /// As much of the file is known to be on the disk; -1 while nothing is.
    private long forced = -1;

    Cards(VaultDisk disk, PersonKeys keys) throws IOException {
        this.disk = disk;
        if (disk.has(FILE)) {
            Records.visit(
                    disk,
                    FILE,
                    0,
                    (_, _, record) -> {
                        if (record != null) {
                            learn(record, keys.key(record.slot()));
                        }
                        return true;
                    });
        }
    }

    private void learn(Sealed record, @Nullable SecretKey key) {
        String plain = key == null ? null : record.open(key);
        if (plain != null) {
            try {
                know(card(Disclosure.parse(plain), record.slot()));
            } catch (Unreadable e) {
                throw new IllegalStateException("a card was sealed wrongly", e);
            }
        }
    }

    static Card card(Disclosure disclosure, int slot) {
        return new Card(Personal.CARD + disclosure.digest(), disclosure, slot);
    }

    void know(Card card) {
        String uid = String.valueOf(card.disclosure().value());
        holders.remove(uid);
        byUid.put(uid, card);
        byPseudonym.put(card.pseudonym(), card);
    }

    /// Takes note of whose key a card is under.
    void confirm(String uid, String holder) {
        holders.put(uid, holder);
    }

    /// Whether a card is known to be under somebody's key.
    boolean isUnder(String uid, String holder) {
        return holder.equals(holders.get(uid));
    }

    @Nullable Card ofUid(String uid) {
        return byUid.get(uid);
    }

    @Nullable Card ofPseudonym(String pseudonym) {
        return byPseudonym.get(pseudonym);
    }

    /// Opens the file to be written, cut behind its last whole record, or behind what a disk that
    /// has failed since is known to hold.
    void resume() throws IOException {
        close();
        records = Records.open(disk, FILE);
        if (forced < 0) {
            long end = Records.visit(disk, FILE, 0, (_, _, _) -> true);
            cut(records, end);
            records.rewrite(end - DOUBTFUL_BYTES);
            force();
        } else {
            cut(records, forced);
        }
    }

    private static void cut(Records records, long end) throws IOException {
        if (end < records.size()) {
            records.truncate(end);
            records.force();
        }
    }

    /// Writes a record; durable after [#force()].
    void append(Sealed record) throws IOException {
        Records open = open();
        long before = open.size();
        try {
            open.append(record);
        } catch (IOException e) {
            open.truncate(before);
            throw e;
        }
    }

    void force() throws IOException {
        Records open = open();
        open.force();
        forced = open.size();
    }

    /// Forgets the cards of these slots.
    void forget(IntPredicate slots) {
        holders.clear();
        byUid.values().removeIf(card -> slots.test(card.slot()));
        byPseudonym.values().removeIf(card -> slots.test(card.slot()));
    }

    /// Overwrites the records of these slots.
    void wipe(IntPredicate slots) throws IOException {
        open().erase(slots);
    }

    /// The pseudonyms of the cards that are sealed with a key.
    Set<String> under(int slot) {
        var found = new HashSet<String>();
        byPseudonym.values().stream()
                .filter(card -> card.slot() == slot)
                .forEach(card -> found.add(card.pseudonym()));
        return found;
    }

    private Records open() {
        if (records == null) {
            throw new IllegalStateException("the cards are only looked up");
        }
        return records;
    }

    @Override
    public void close() throws IOException {
        if (records != null) {
            records.close();
        }
    }
}
