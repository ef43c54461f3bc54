package sekisho.journal.disclosure;

import org.jspecify.annotations.Nullable;

import sekisho.journal.Entry;
import sekisho.site.Deed;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What the entries of an export commit to, in a file of its own beside them: a line of JSON for
/// each entry that commits to something, with `sequence`, `disclosures` (RFC 9901), and `erased`,
/// the commitments that certificates of the log name.
///
/// Nobody need trust the file: a disclosure counts only where a signed entry commits to it.
public final class PresentedEntries {
    /// The name of the file.
    public static final String FILE = "disclosures.ndjson";

    private static final int DOUBTS_MAX = 20;

    private PresentedEntries() {}

    /// Writes the lines of entries, one after the other.
    public static final class Writer {
        private final DisclosureStore store;
        private final Erasures erasures;
        private final Set<String> cardsTold = new HashSet<>();

        /// @param erasures of the whole log
        public Writer(DisclosureStore store, Erasures erasures) {
            this.store = store;
            this.erasures = erasures;
        }

        /// The line of an entry, with its end; empty where it commits to nothing new.
        public String line(Entry entry) throws IOException {
            Commitments commitments = Commitments.of(entry);
            if (commitments == null) {
                return "";
            }
            List<String> disclosures = new ArrayList<>();
            Set<String> open = new HashSet<>(commitments.digests());
            if (!open.isEmpty()) {
                for (Disclosure one : store.of(entry.sequence())) {
                    disclosures.add(one.encoded());
                    open.remove(one.digest());
                }
            }
            String card = commitments.card();
            if (card != null && cardsTold.add(card)) {
                Disclosure uid = store.ofCard(card);
                if (uid == null) {
                    open.add(Commitments.digestOf(card));
                } else {
                    disclosures.add(uid.encoded());
                }
            }
            List<String> erased = open.stream().filter(erasures::isCertified).sorted().toList();
            if (disclosures.isEmpty() && erased.isEmpty()) {
                return "";
            }
            var line = new HashMap<String, Object>();
            line.put("sequence", entry.sequence());
            line.put("disclosures", disclosures);
            if (!erased.isEmpty()) {
                line.put("erased", erased);
            }
            return CanonicalJson.of(line) + '\n';
        }
    }

    /// Compares entries with what is presented for them.
    public static final class Check {
        private final boolean presented;
        private final Map<Long, Set<String>> told = new HashMap<>();
        private final Set<String> cards = new HashSet<>();
        private final Set<String> erased = new HashSet<>();
        private final Map<String, Long> unanswered = new LinkedHashMap<>();
        private final Set<String> cardsChecked = new HashSet<>();
        private final Map<Long, Doubt> doubts = new TreeMap<>();
        private final Erasures erasures = new Erasures();
        private final Erasures later;
        private long present;
        private long outlived;

        /// @param file the file of an export; absent: it tells no personal data
        /// @param later what a later part of the log certifies
        /// @throws Unreadable when the file makes no sense
        public Check(byte @Nullable [] file, Erasures later) throws Unreadable {
            this.presented = file != null;
            this.later = later;
            if (file != null) {
                for (String line : new String(file, StandardCharsets.UTF_8).split("\n")) {
                    if (!line.isBlank()) {
                        read(JsonText.object(line));
                    }
                }
            }
        }

        private void read(Map<String, @Nullable Object> line) throws Unreadable {
            if (!(line.get("sequence") instanceof Long sequence)) {
                throw new Unreadable("a line of " + FILE + " has a \"sequence\"");
            }
            Set<String> digests = told.computeIfAbsent(sequence, _ -> new HashSet<>());
            if (line.get("disclosures") instanceof List<?> list) {
                for (Object encoded : list) {
                    Disclosure one = Disclosure.parse(String.valueOf(encoded));
                    digests.add(one.digest());
                    if (one.name().equals(Personal.CREDENTIAL)) {
                        cards.add(one.digest());
                    }
                }
            }
            if (line.get("erased") instanceof List<?> list) {
                list.forEach(digest -> erased.add(String.valueOf(digest)));
            }
        }

        /// Takes the next entry of the range.
        public void accept(Entry entry) {
            if (entry.fact() instanceof Deed.DeedDone deed) {
                erasures.accept(entry.sequence(), deed);
            }
            Commitments commitments = Commitments.of(entry);
            long sequence = entry.sequence();
            Set<String> here = told.getOrDefault(sequence, Set.of());
            List<String> digests = commitments == null ? List.of() : commitments.digests();
            String card = commitments == null ? null : commitments.card();
            String cardDigest = card == null ? "" : Commitments.digestOf(card);
            if (here.stream().anyMatch(one -> !digests.contains(one) && !one.equals(cardDigest))) {
                doubt(Doubt.Kind.ALTERED, sequence, "was altered in " + FILE);
            }
            for (String digest : digests) {
                answer(digest, here.contains(digest), sequence);
            }
            if (card != null && cardsChecked.add(card)) {
                answer(cardDigest, cards.contains(cardDigest), sequence);
            }
        }

        private void answer(String digest, boolean answered, long sequence) {
            if (answered) {
                present++;
                outlived += later.isCertified(digest) ? 1 : 0;
            } else {
                unanswered.putIfAbsent(digest, sequence);
            }
        }

        private void doubt(Doubt.Kind kind, long sequence, String what) {
            if (doubts.size() < DOUBTS_MAX) {
                doubts.putIfAbsent(
                        sequence,
                        new Doubt(
                                kind, sequence, "what entry " + sequence + " commits to " + what));
            }
        }

        /// How many commitments are answered, how many are said to be erased, how many are not told
        /// because the export holds no personal data, and what is wrong.
        public Presentation end() {
            long gone = 0;
            long believed = 0;
            long untold = 0;
            for (var one : unanswered.entrySet()) {
                boolean certified =
                        erasures.isCertified(one.getKey()) || later.isCertified(one.getKey());
                if (certified || erased.contains(one.getKey())) {
                    believed += certified ? 0 : 1;
                    gone++;
                } else if (presented) {
                    doubt(
                            Doubt.Kind.MISSING,
                            one.getValue(),
                            "is not in "
                                    + FILE
                                    + ", and it was not erased when the export was made");
                } else {
                    untold++;
                }
            }
            return new Presentation(
                    present, gone, believed, untold, outlived, List.copyOf(doubts.values()));
        }
    }

    /// What an export presents.
    ///
    /// @param present commitments that are answered
    /// @param erased commitments that certificates name
    /// @param believed how many of them the file alone says so of: the certificates lie elsewhere
    /// @param untold commitments of an export without personal data
    /// @param outlived commitments that are answered here, and were erased after it was made
    public record Presentation(
            long present,
            long erased,
            long believed,
            long untold,
            long outlived,
            List<Doubt> doubts) {}
}
