package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.journal.Vault;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

import javax.crypto.SecretKey;

/// The personal data of a station, sealed with a key for each person. `disclosures.md`, beside this
/// file, says why it is as it is.
///
/// Any thread may look up and erase; taking in is for the writing thread.
public final class DisclosureStore implements Vault {
    private final SecureRandom random = new SecureRandom();
    private final PersonKeys keys;
    private final Shelf shelf;
    private final Cards cards;

    /// Held by whoever changes files.
    private final ReentrantLock changing = new ReentrantLock();

    private DisclosureStore(PersonKeys keys, VaultDisk records) throws IOException {
        this.keys = keys;
        this.shelf = new Shelf(records);
        this.cards = new Cards(records, keys);
    }

    /// Opens the store of a folder, and makes it and its keys at the first start.
    ///
    /// @param keys the folder of keys, apart from the data
    /// @throws IOException when the disk fails, or records are there and the key is not
    public static DisclosureStore open(Path folder, Path keys) throws IOException {
        var held = new FileVaultDisk(keys);
        if (Files.isDirectory(folder) && !held.has(PersonKeys.FILE)) {
            throw new IOException(
                    "%s can't be read without the keys that belong in %s: put them back"
                            .formatted(folder, keys));
        }
        MasterKey master = MasterKey.in(keys, new SecureRandom());
        return open(new FileVaultDisk(folder), held, master);
    }

    /// @param master wraps the keys
    static DisclosureStore open(VaultDisk records, VaultDisk keys, MasterKey master)
            throws IOException {
        PersonKeys people = PersonKeys.open(keys, master, new SecureRandom());
        try {
            records.make();
            return new DisclosureStore(people, records);
        } catch (IOException | RuntimeException e) {
            people.close();
            throw e;
        }
    }

    /// The store of a folder, to be looked up while a station may be writing to it.
    ///
    /// @throws IOException when it or its keys can't be read
    public static DisclosureStore toRead(Path folder, Path keys) throws IOException {
        return toRead(new FileVaultDisk(folder), new FileVaultDisk(keys), MasterKey.of(keys));
    }

    static DisclosureStore toRead(VaultDisk records, VaultDisk keys, MasterKey master)
            throws IOException {
        return new DisclosureStore(PersonKeys.toRead(keys, master), records);
    }

    @Override
    public void resume(long last) throws IOException {
        changing.lock();
        try {
            keys.resume();
            shelf.resume(last);
            cards.resume();
        } finally {
            changing.unlock();
        }
    }

    /// Puts the cards of the register under the keys of their holders, as far as they have been
    /// seen: whoever erases a person erases the card with it.
    public void enrol(Cardholders register) throws IOException {
        changing.lock();
        try {
            for (Cardholder holder : register.all()) {
                for (CredentialId uid : holder.credentials()) {
                    Cards.Card card = cards.ofUid(uid.value());
                    if (card != null) {
                        give(card, slot("person:" + holder.person().value()));
                    }
                }
            }
            keys.force();
            cards.force();
        } finally {
            changing.unlock();
        }
    }

    private void give(Cards.Card card, int slot) throws IOException {
        if (card.slot() != slot) {
            var given = new Cards.Card(card.pseudonym(), card.disclosure(), slot);
            cards.append(seal(0, slot, card.disclosure().encoded()));
            cards.know(given);
        }
    }

    private int slot(String subject) throws IOException {
        int slot = keys.slot(subject);
        return slot >= 0 ? slot : keys.make(subject);
    }

    private Sealed seal(long sequence, int slot, String plain) throws IOException {
        SecretKey key = keys.key(slot);
        if (key == null) {
            throw new IOException("the key in slot " + slot + " can't be unwrapped");
        }
        return Sealed.of(sequence, slot, key, plain, random);
    }

    @Override
    public Share share() {
        return new Taken();
    }

    /// What one batch has of personal data.
    private final class Taken implements Share {
        private record Portion(long sequence, String subject, List<String> disclosures) {}

        /// @param subject whose key its disclosure is sealed with
        private record Seen(Disclosure disclosure, String subject) {}

        private final List<Portion> portions = new ArrayList<>();
        private final Map<String, Seen> cardsSeen = new LinkedHashMap<>();

        @Override
        public void take(long sequence, Map<String, Object> members) {
            if (members.containsKey(Personal.COMMITMENTS)) {
                // Commitments are made here; what claims to be some is kept under another name.
                members.put("_sd.claimed", members.remove(Personal.COMMITMENTS));
            }
            if (Personal.namesCard(members)
                    && members.get(Personal.CREDENTIAL) instanceof String uid) {
                members.put(Personal.CREDENTIAL, pseudonym(uid, members));
            }
            List<String> digests = new ArrayList<>();
            for (Personal.Part part : Personal.parts(members, sequence)) {
                List<String> disclosures = new ArrayList<>();
                for (String name : part.names()) {
                    Object value = Objects.requireNonNull(members.remove(name));
                    var disclosure = Disclosure.of(name, value, random);
                    disclosures.add(disclosure.encoded());
                    digests.add(disclosure.digest());
                }
                portions.add(new Portion(sequence, part.subject(), disclosures));
            }
            if (!digests.isEmpty()) {
                // Their order must not tell which is which.
                digests.sort(null);
                members.put(Personal.COMMITMENTS, digests);
            }
        }

        private String pseudonym(String uid, Map<String, Object> members) {
            if (cards.ofPseudonym(uid) != null) {
                return uid;
            }
            Cards.Card known = cards.ofUid(uid);
            Seen seen = cardsSeen.get(uid);
            Disclosure disclosure =
                    known != null
                            ? known.disclosure()
                            : seen != null
                                    ? seen.disclosure()
                                    : Disclosure.of(Personal.CREDENTIAL, uid, random);
            String pseudonym = Personal.CARD + disclosure.digest();
            String holder = Personal.holder(members, pseudonym);
            boolean unheld = holder.equals(pseudonym) || cards.isUnder(uid, holder);
            if (known == null && (seen == null || !unheld) || known != null && !unheld) {
                cardsSeen.put(uid, new Seen(disclosure, holder));
            }
            return pseudonym;
        }

        @Override
        public void keep() throws IOException {
            if (portions.isEmpty() && cardsSeen.isEmpty()) {
                return;
            }
            changing.lock();
            try {
                Map<String, Integer> slots = new HashMap<>();
                for (Portion portion : portions) {
                    slots.put(portion.subject(), slot(portion.subject()));
                }
                List<Cards.Card> learnt = new ArrayList<>();
                for (Seen seen : cardsSeen.values()) {
                    Cards.Card known = cards.ofUid(String.valueOf(seen.disclosure().value()));
                    Cards.Card card = Cards.card(seen.disclosure(), slot(seen.subject()));
                    if (!card.equals(known)) {
                        learnt.add(card);
                    }
                }
                write(slots, learnt);
                cardsSeen.forEach((uid, seen) -> cards.confirm(uid, seen.subject()));
            } finally {
                changing.unlock();
            }
        }

        /// Keys first: a record whose key is lost is lost.
        private void write(Map<String, Integer> slots, List<Cards.Card> learnt) throws IOException {
            if (portions.isEmpty() && learnt.isEmpty()) {
                return;
            }
            keys.force();
            for (Cards.Card card : learnt) {
                cards.append(seal(0, card.slot(), card.disclosure().encoded()));
            }
            if (!learnt.isEmpty()) {
                cards.force();
                learnt.forEach(cards::know);
            }
            List<Sealed> records = new ArrayList<>();
            for (Portion portion : portions) {
                int slot = slots.getOrDefault(portion.subject(), -1);
                String plain = Disclosure.json(portion.disclosures());
                records.add(seal(portion.sequence(), slot, plain));
            }
            if (!records.isEmpty()) {
                shelf.append(records);
                shelf.force();
            }
        }
    }

    /// What an entry has committed to, as far as it can still be read.
    public List<Disclosure> of(long sequence) throws IOException {
        List<Disclosure> found = new ArrayList<>();
        for (Sealed record : shelf.of(sequence)) {
            SecretKey key = keys.key(record.slot());
            String plain = key == null ? null : record.open(key);
            if (plain != null) {
                found.addAll(parse(plain));
            }
        }
        return found;
    }

    static List<Disclosure> parse(String plain) {
        List<Disclosure> found = new ArrayList<>();
        try {
            if (JsonText.object("{\"d\":" + plain + "}").get("d") instanceof List<?> list) {
                for (Object encoded : list) {
                    found.add(Disclosure.parse(String.valueOf(encoded)));
                }
            }
        } catch (Unreadable e) {
            throw new IllegalStateException("disclosures were sealed wrongly", e);
        }
        return found;
    }

    /// The disclosure behind a card's pseudonym; null when it is erased or not of this station.
    public @Nullable Disclosure ofCard(String pseudonym) {
        Cards.Card card = cards.ofPseudonym(pseudonym);
        return card == null ? null : card.disclosure();
    }

    /// The card behind a pseudonym; the pseudonym when that can't be read.
    public CredentialId card(CredentialId pseudonym) {
        Disclosure card = ofCard(pseudonym.value());
        return card == null ? pseudonym : new CredentialId(String.valueOf(card.value()));
    }

    /// Whether a subject still has a key, and so perhaps something that can be read.
    public boolean holds(String subject) throws IOException {
        changing.lock();
        try {
            return keys.slot(subject) >= 0;
        } finally {
            changing.unlock();
        }
    }

    /// The subjects that are erased along with one: a person's cards, and what is kept for days.
    public Set<String> along(String subject) throws IOException {
        changing.lock();
        try {
            Set<String> all = new TreeSet<>(Set.of(subject));
            int slot = keys.slot(subject);
            if (slot >= 0) {
                all.addAll(cards.under(slot));
            }
            for (String one : List.copyOf(all)) {
                if (keys.slot(Personal.brief(one)) >= 0) {
                    all.add(Personal.brief(one));
                }
            }
            return all;
        } finally {
            changing.unlock();
        }
    }

    /// Destroys the keys of subjects and forgets their cards: from now on nobody reads anything of
    /// theirs, and what is told of them later gets new keys. Durable when it returns; done twice,
    /// it is done once.
    ///
    /// Not while an entry is being made, which may name a card that is forgotten here: the writing
    /// thread does it.
    public void destroy(Collection<String> subjects) throws IOException {
        changing.lock();
        try {
            List<Integer> slots = new ArrayList<>();
            for (String subject : subjects) {
                int slot = keys.slot(subject);
                if (slot >= 0) {
                    slots.add(slot);
                }
            }
            keys.destroy(slots);
            cards.forget(keys::isDestroyed);
        } finally {
            changing.unlock();
        }
    }

    /// Overwrites what destroyed keys have sealed, one file after the other: whoever takes facts in
    /// waits for one of them at most.
    public void wipe() throws IOException {
        changing.lock();
        try {
            cards.wipe(keys::isDestroyed);
        } finally {
            changing.unlock();
        }
        for (long file : shelf.files()) {
            changing.lock();
            try {
                shelf.erase(file, keys::isDestroyed);
            } finally {
                changing.unlock();
            }
        }
    }

    /// Destroys the keys of subjects, then overwrites what they have sealed.
    public void erase(Collection<String> subjects) throws IOException {
        destroy(subjects);
        wipe();
    }

    @Nullable SecretKey key(int slot) throws IOException {
        return keys.key(slot);
    }

    /// The entry with everything put back that can be read. See [Opened].
    public Entry open(Entry entry) {
        return Opened.of(entry, this);
    }

    @Override
    public void close() throws IOException {
        try (keys;
                shelf;
                cards) {
            // Closed in reverse, also where one of them fails.
        }
    }
}
