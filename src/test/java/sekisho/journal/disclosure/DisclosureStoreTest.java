package sekisho.journal.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.journal.JournalFailed;
import sekisho.journal.Vault;
import sekisho.site.CredentialId;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Observation.AccessDenied;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.CardPresented;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.ReaderId;
import sekisho.site.Sighting;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;
import sekisho.site.json.FactCodec;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

class DisclosureStoreTest {
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");
    private static final ZoneId ROOM = new ZoneId("room");
    private static final DoorId FRONT = new DoorId("front");
    private static final String UID = "26:2a5f1c40";

    @TempDir private Path folder;

    @Test
    void theDigestIsThatOfTheStandard() throws Exception {
        // RFC 9901, 4.2.3
        var disclosure =
                Disclosure.parse(
                        "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0");
        assertThat(disclosure.name()).isEqualTo("family_name");
        assertThat(disclosure.value()).isEqualTo("Möbius");
        assertThat(disclosure.digest()).isEqualTo("X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0");
    }

    @Test
    void everyKindOfFactComesBackAsItWentInAndItsEntryHoldsNothingPersonal() throws Exception {
        List<Sighting> facts = new ArrayList<>();
        try (Stream<Path> examples = Files.list(Path.of("src/test/resources/facts"))) {
            for (Path example : examples.sorted().toList()) {
                Sighting read = FactCodec.read(Files.readString(example));
                facts.add(
                        new Sighting(read.fact(), read.source(), null, null, null, read.unknown()));
            }
        }
        try (var store = store();
                var journal = open(store)) {
            journal.append(facts, NINE);
            journal.force();
            List<Entry> opened = new OpenedJournal(journal, store).read(1, 1000);
            assertThat(opened).hasSameSizeAs(facts);
            for (int i = 0; i < facts.size(); i++) {
                assertThat(opened.get(i).fact()).isEqualTo(facts.get(i).fact());
                assertThat(opened.get(i).sighting().unknown()).isEqualTo(facts.get(i).unknown());
            }
        }
        assertThat(found("髙橋 一郎", "株式会社サンプル保守", "定期点検", "ノートPC", "青木 花子", "card-0042")).isEmpty();
    }

    @Test
    void whatIsJudgedIsWhatIsStored() throws Exception {
        try (var journal = open(store())) {
            List<Entry> judged = journal.append(List.of(Sighting.of(visit("V-1"))), NINE);
            journal.force();
            assertThat(judged).isEqualTo(journal.read(1, 10));
            assertThat(((VisitRegistered) judged.getFirst().fact()).name()).isNull();
        }
    }

    @Test
    void theSameCardHasTheSamePseudonymForAsLongAsItIsKnown() throws Exception {
        String pseudonym;
        try (var journal = open(store())) {
            pseudonym = enter(journal, denied(UID));
            assertThat(pseudonym).startsWith("card:");
            assertThat(enter(journal, granted(UID, "p-1"))).isEqualTo(pseudonym);
            assertThat(enter(journal, denied("26:2a5f1c41"))).isNotEqualTo(pseudonym);
        }
        try (var journal = open(store())) {
            assertThat(enter(journal, denied(UID))).isEqualTo(pseudonym);
            assertThat(enter(journal, denied(pseudonym))).isEqualTo(pseudonym);
        }
        var elsewhere = DisclosureStore.open(folder.resolve("other"), folder.resolve("other-keys"));
        try (var journal = Journal.open(folder.resolve("other-journal"), 0, false, elsewhere)) {
            assertThat(enter(journal, denied(UID))).isNotEqualTo(pseudonym);
        }
        assertThat(found(UID)).isEmpty();
    }

    @Test
    void aVisitorsOwnCardIsErasedWithTheVisitAndABadgesIsNot() throws Exception {
        try (var store = store();
                var journal = open(store)) {
            String own = issued(journal, "64:0101020304050607", "visit", "V-1");
            String badges = issued(journal, "32:12a34b5c", "badge", "12");
            assertThat(List.of(own, badges)).allMatch(card -> card.startsWith("card:"));
            assertThat(store.along("visit:V-1")).contains(own);
            store.erase(store.along("visit:V-1"));
            assertThat(store.ofCard(own)).isNull();
            assertThat(store.ofCard(badges)).isNotNull();
        }
        assertThat(found("0101020304050607", "12a34b5c")).isEmpty();
    }

    @Test
    void noRegisterAndNoDeskNamesACardInTheClear() throws Exception {
        try (var store = store();
                var journal = open(store)) {
            for (String type : List.of("badge.lent", "authorisation.granted")) {
                var fact = new RegisterChanged(NINE, type, Map.of("credential", UID, "visit", "V"));
                journal.append(List.of(Sighting.of(fact)), NINE);
            }
            var presented =
                    new CardPresented(
                            NINE, new ReaderId("g"), new CredentialId(UID), null, "felica", null);
            Entry entry = journal.append(List.of(Sighting.of(presented)), NINE).getFirst();
            journal.force();
            assertThat(store.open(entry).fact()).isEqualTo(presented);
        }
        assertThat(found(UID)).isEmpty();
    }

    private static String issued(Journal journal, String card, String member, String to)
            throws Exception {
        var fact =
                new RegisterChanged(
                        NINE, "credential.issued", Map.of("credential", card, member, to));
        Entry entry = journal.append(List.of(Sighting.of(fact)), NINE).getFirst();
        journal.force();
        return String.valueOf(((RegisterChanged) entry.fact()).members().get("credential"));
    }

    @Test
    void whatClaimsToBeACommitmentIsNone() throws Exception {
        var forged =
                new Sighting(visit("V-1"), null, null, null, null, Map.of("_sd", List.of("AAAA")));
        try (var store = store();
                var journal = open(store)) {
            Entry entry = journal.append(List.of(forged), NINE).getFirst();
            journal.force();
            assertThat(entry.sighting().unknown().get("_sd"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .hasSize(5)
                    .doesNotContain("AAAA");
            assertThat(store.open(entry).fact()).isEqualTo(forged.fact());
        }
    }

    @Test
    void anEntryThatIsPresentedWithItsDisclosuresIsTheFactAgain() throws Exception {
        try (var store = store();
                var journal = open(store)) {
            enterAll(journal, visit("V-1"), denied(UID));
            for (Entry entry : journal.read(1, 2)) {
                Map<String, @Nullable Object> members =
                        new HashMap<>(FactCodec.members(entry.sighting()));
                var disclosures = new ArrayList<>(store.of(entry.sequence()));
                if (entry.fact() instanceof AccessDenied denied) {
                    disclosures.add(store.ofCard(String.valueOf(denied.credential())));
                }
                members.put("disclosures", disclosures.stream().map(Disclosure::encoded).toList());
                Presented.open(members);
                assertThat(FactCodec.read(members).fact()).isEqualTo(store.open(entry).fact());
            }
            Map<String, @Nullable Object> foreign =
                    new HashMap<>(FactCodec.members(Sighting.of(denied(UID))));
            foreign.put("disclosures", List.of(store.of(1).getFirst().encoded()));
            assertThatThrownBy(() -> Presented.open(foreign))
                    .isInstanceOf(Unreadable.class)
                    .hasMessageContaining("does not commit to it");
        }
    }

    @Test
    void manyEntriesAreFoundAgainInAnyOrder() throws Exception {
        int count = 3000;
        try (var store = store();
                var journal = open(store)) {
            List<Sighting> visits = new ArrayList<>();
            for (int i = 1; i <= count; i++) {
                visits.add(Sighting.of(i % 3 == 0 ? denied("card " + i % 7) : visit("V-" + i)));
            }
            journal.append(visits, NINE);
            journal.force();
            for (long at = count; at >= 1; at -= 17) {
                assertThat(store.open(journal.read(at, 1).getFirst()).fact())
                        .isEqualTo(visits.get((int) at - 1).fact());
            }
        }
    }

    @Test
    void nothingIsEnteredWhereItsPersonalDataCouldNotBeKept() throws Exception {
        var journal = open(new FullVault());
        journal.append(List.of(Sighting.of(denied(UID))), NINE);
        assertThatThrownBy(() -> journal.append(List.of(Sighting.of(denied(UID))), NINE))
                .isInstanceOf(JournalFailed.class)
                .hasMessageContaining("no space left");
        journal.close();
        try (var again = Journal.open(folder.resolve("data/journal"))) {
            assertThat(again.durable()).isEqualTo(1);
        }
    }

    @Test
    void recordsOfEntriesThatACrashTookAreCut() throws Exception {
        try (var journal = open(store())) {
            enterAll(journal, visit("V-1"), visit("V-2"), visit("V-3"));
        }
        Path segment = folder.resolve("data/journal/0000000000000000001.log");
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 3));
        try (var store = store();
                var journal = open(store)) {
            assertThat(journal.durable()).isEqualTo(2);
            assertThat(store.of(3)).isEmpty();
            enterAll(journal, visit("V-9"));
            assertThat(store.open(journal.read(3, 1).getFirst()).fact()).isEqualTo(visit("V-9"));
            assertThat(store.open(journal.read(2, 1).getFirst()).fact()).isEqualTo(visit("V-2"));
        }
    }

    @Test
    void aRecordThatACrashCutIsForgottenAtEveryByte() throws Exception {
        try (var journal = open(store())) {
            enterAll(journal, visit("V-1"));
        }
        Path records = folder.resolve("data/disclosures/0000000000000000001.sealed");
        byte[] whole = Files.readAllBytes(records);
        Path segment = folder.resolve("data/journal/0000000000000000001.log");
        byte[] entries = Files.readAllBytes(segment);
        try (var journal = open(store())) {
            enterAll(journal, visit("V-2"));
        }
        byte[] both = Files.readAllBytes(records);
        for (int cut = whole.length; cut < both.length; cut += 13) {
            Files.write(records, java.util.Arrays.copyOf(both, cut));
            Files.write(segment, entries);
            try (var store = store();
                    var journal = open(store)) {
                assertThat(Files.size(records)).as("cut at %d", cut).isEqualTo(whole.length);
                assertThat(store.open(journal.read(1, 1).getFirst()).fact())
                        .isEqualTo(visit("V-1"));
            }
        }
    }

    @Test
    void withoutItsKeysTheStoreRefusesToGoOn() throws Exception {
        try (var journal = open(store())) {
            enterAll(journal, visit("V-1"));
        }
        Files.delete(folder.resolve("keys/person.keys"));
        assertThatThrownBy(this::store)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("put them back");
    }

    @Test
    void someoneWithOtherKeysReadsPseudonymsOnly() throws Exception {
        try (var journal = open(store())) {
            enterAll(journal, visit("V-1"), denied(UID));
        }
        Path stranger = folder.resolve("stranger");
        DisclosureStore.open(folder.resolve("nothing"), stranger).close();
        Files.copy(
                folder.resolve("keys/person.keys"),
                stranger.resolve("person.keys"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        try (var store = DisclosureStore.toRead(folder.resolve("data/disclosures"), stranger);
                var journal = Journal.open(folder.resolve("data/journal"))) {
            var opened = new OpenedJournal(journal, store).read(1, 10);
            assertThat(opened).isEqualTo(journal.read(1, 10));
            assertThat(store.of(1)).isEmpty();
        }
    }

    private static final class FullVault implements Vault {
        private int kept;

        @Override
        public void resume(long last) {}

        @Override
        public Share share() {
            return new Share() {
                @Override
                public void take(long sequence, Map<String, Object> members) {}

                @Override
                public void keep() throws IOException {
                    if (kept++ > 0) {
                        throw new IOException("no space left");
                    }
                }
            };
        }

        @Override
        public void close() {}
    }

    private DisclosureStore store() throws IOException {
        return DisclosureStore.open(folder.resolve("data/disclosures"), folder.resolve("keys"));
    }

    private Journal open(Vault vault) {
        return Journal.open(folder.resolve("data/journal"), 0, false, vault);
    }

    private static void enterAll(Journal journal, Fact... facts) {
        journal.append(List.of(facts).stream().map(Sighting::of).toList(), NINE);
        journal.force();
    }

    /// Enters a read, and tells how its entry names the card.
    private static String enter(Journal journal, Fact read) {
        Entry entry = journal.append(List.of(Sighting.of(read)), NINE).getFirst();
        journal.force();
        return switch (entry.fact()) {
            case AccessGranted granted -> String.valueOf(granted.credential());
            case AccessDenied denied -> String.valueOf(denied.credential());
            default -> throw new AssertionError(entry);
        };
    }

    /// Which of these texts stand anywhere in the folder, as UTF-8 or within base64url.
    private List<String> found(String... texts) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String text : texts) {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    if (bytes.contains(new String(utf8, StandardCharsets.ISO_8859_1))) {
                        found.add(text + " in " + file);
                    }
                }
            }
        }
        return found;
    }

    private static VisitRegistered visit(String id) {
        return new VisitRegistered(
                NINE,
                new VisitId(id),
                ROOM,
                "vendor",
                new PersonId("p-1"),
                NINE.plusSeconds(3600),
                null,
                "髙橋 一郎 " + id,
                "株式会社サンプル保守",
                "定期点検",
                List.of("ノートPC"));
    }

    private static AccessGranted granted(String uid, String person) {
        return new AccessGranted(
                NINE, ROOM, FRONT, null, Direction.IN, new CredentialId(uid), new PersonId(person));
    }

    private static AccessDenied denied(String uid) {
        return new AccessDenied(
                NINE, ROOM, FRONT, null, Direction.IN, new CredentialId(uid), null, "unknown");
    }
}
