package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.account.ManualClock;
import sekisho.audit.Audit;
import sekisho.audit.Export;
import sekisho.audit.Report;
import sekisho.journal.Entry;
import sekisho.journal.disclosure.DisclosureCheck;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;
import sekisho.ledger.Ledger;
import sekisho.retention.Asides;
import sekisho.retention.Due;
import sekisho.retention.Erasing;
import sekisho.retention.NotAllowed;
import sekisho.site.Cardholder;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Observation.AccessDenied;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Retention;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;
import sekisho.snapshot.SnapshotWriter;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// A whole station's data folder, from which people are erased.
class ErasureTest {
    private static final ZoneId ROOM = new ZoneId("room");
    private static final DoorId FRONT = new DoorId("front");
    private static final Site SITE =
            new Site(
                    "本庁舎",
                    java.time.ZoneId.of("Asia/Tokyo"),
                    List.of(new Site.Zone(ROOM, "サーバ室", null, null)),
                    List.of(new Site.Door(FRONT, "正面", ROOM, Site.Exit.READER)),
                    List.of(),
                    List.of());
    private static final Instant VISITED = Instant.parse("2026-11-20T01:00:00Z");
    private static final String NAME = "髙橋 一郎";
    private static final String OTHER = "鈴木 花子";
    private static final String COMPANY = "株式会社サンプル保守";
    private static final String SIGNATURE = "c2lnbmF0dXJlIG9mIFRha2FoYXNoaQ";
    private static final String UID = "26:2a5f1c40";
    private static final String STRANGER = "64:0112030400500607";

    @TempDir private Path folder;
    private final ManualClock clock = new ManualClock(VISITED);
    private Cardholders register = new Cardholders(List.of());

    @Test
    void ofAnErasedPersonNothingIsLeftAndTheLogStillVerifies() throws Exception {
        oneDay();
        Path older = export("older");
        Path backup = folder.resolve("backup");
        Path fresh = folder.resolve("fresh");

        try (Core core = open()) {
            backUp(backup);
            assertThat(readable(backup)).contains(NAME, COMPANY, SIGNATURE, UID);
            Erasing erasing = erasing(core);
            String id = erasing.request("sato", "本人の請求", Set.of("visit:V-1", "person:p-1"));
            assertThatThrownBy(() -> erasing.approve("sato", id))
                    .isInstanceOf(NotAllowed.class)
                    .hasMessageContaining("somebody else");
            assertThat(erasing.approve("kato", id)).isGreaterThanOrEqualTo(5);
            assertThat(erasing.requests().getFirst().state()).isEqualTo(Erasures.State.DONE);
            backUp(fresh);
            assertThat(core.recording().takesFacts()).isTrue();
        }

        for (Path place : List.of(folder.resolve("data"), fresh)) {
            assertThat(bytesOf(place, NAME, COMPANY, SIGNATURE, UID, "2a5f1c40")).isEmpty();
            assertThat(readable(place)).doesNotContain(NAME, SIGNATURE, UID);
        }
        assertThat(readable(backup))
                .as("a backup from before, with the keys of now")
                .doesNotContain(NAME, SIGNATURE, UID)
                .contains(OTHER, STRANGER);
        assertThat(readable(folder.resolve("data"))).contains(OTHER, STRANGER);
        assertThat(readable(fresh)).contains(OTHER, STRANGER);

        assertThat(exported(older).isSound()).isTrue();
        for (Path place : List.of(folder.resolve("data"), fresh)) {
            assertThat(verified(place).sentences())
                    .contains("sound")
                    .anyMatch(line -> line.matches(".* answered, [5-9] erased with a certificate"));
        }
    }

    @Test
    void exportsVerifyWithTheirDisclosuresAndSayWhatWasErased() throws Exception {
        oneDay();
        Path older = export("older");
        assertThat(Files.readString(older.resolve("disclosures.ndjson"))).contains("disclosures");
        assertThat(exported(older).sentences())
                .contains(
                        "sound",
                        "note: 9 commitments to personal data are answered here, 0 were erased");
        try (Core core = open()) {
            Erasing erasing = erasing(core);
            erasing.approve(
                    "kato", erasing.request("sato", "本人の請求", Set.of("visit:V-1", "person:p-1")));
        }
        assertThat(exported(older).isSound()).isTrue();
        assertThat(exported(export("newer")).sentences())
                .contains(
                        "sound",
                        "note: 4 commitments to personal data are answered here, 5 were erased");

        Path told = older.resolve("disclosures.ndjson");
        List<String> lines = Files.readAllLines(told);
        Files.write(told, lines.subList(1, lines.size()));
        assertThat(exported(older).exitCode()).isEqualTo(18);
        Files.writeString(
                told, String.join("\n", lines).replace("\"sequence\":4", "\"sequence\":3"));
        assertThat(exported(older).isSound()).isFalse();
        Files.delete(told);
        assertThat(exported(older).sentences())
                .contains("sound")
                .anyMatch(line -> line.contains("which are not told here"));
    }

    @Test
    void anOlderExportSaysWhatWasErasedSinceItWasMade() throws Exception {
        oneDay();
        Path older = export("older");
        try (Core core = open()) {
            Erasing erasing = erasing(core);
            erasing.approve(
                    "kato", erasing.request("sato", "本人の請求", Set.of("visit:V-1", "person:p-1")));
        }
        Path newer = export("newer");
        String since = "note: 5 of the answered ones were erased after this export was made";
        assertThat(verify(older)).doesNotContain(since).contains("\nsound").endsWith("exit 0");
        for (Path later : List.of(newer, folder.resolve("data"))) {
            assertThat(verify(older, "--certificates", later.toString()))
                    .contains(since, "\nsound")
                    .endsWith("exit 0");
        }

        Path told = older.resolve("disclosures.ndjson");
        Files.writeString(told, "");
        assertThat(verify(older)).endsWith("exit 18");
        assertThat(verify(older, "--certificates", newer.toString()))
                .as("what was not erased is missing still")
                .contains("0 commitments to personal data are answered here, 5 were erased")
                .endsWith("exit 18");

        assertThat(verify(newer, "--certificates", older.toString()))
                .contains("older certifies nothing about this export")
                .endsWith("exit 1");
    }

    @Test
    void anExportWithoutTheCertificatesSaysWhoseWordTheErasuresAre() throws Exception {
        oneDay();
        clock.pass(Duration.ofDays(1));
        try (Core core = open()) {
            Erasing erasing = erasing(core);
            erasing.approve(
                    "kato", erasing.request("sato", "本人の請求", Set.of("visit:V-1", "person:p-1")));
        }
        Path export = export("dayOfTheVisit");
        String word = "5 of the erased ones are so by the exporter's word";
        assertThat(verify(export)).contains(word).endsWith("exit 0");
        assertThat(verify(export, "--certificates", folder.resolve("data").toString()))
                .doesNotContain(word)
                .endsWith("exit 0");
    }

    private String verify(Path export, String... more) {
        var command = new ArrayList<>(List.of("verify", export.toString()));
        command.addAll(List.of(more));
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exit = Main.execute(out, out, command.toArray(String[]::new));
        return said.toString(StandardCharsets.UTF_8) + "exit " + exit;
    }

    private Path export(String name) throws IOException {
        var folders = new Folders(folder.resolve("data"));
        Path out = folder.resolve(name);
        try (var store = DisclosureStore.toRead(folders.disclosures(), folders.keys())) {
            var days = LocalDate.ofInstant(VISITED, SITE.clock());
            Report report =
                    Export.make(
                            folders.journal(),
                            folders.log(),
                            key(folders),
                            new Export.Wanted(days, days, null, Optional.empty()),
                            Optional.of(store),
                            out,
                            _ -> {});
            assertThat(report.sentences()).contains("sound");
        }
        return out;
    }

    private Report exported(Path export) throws IOException {
        return new Audit(key(new Folders(folder.resolve("data"))), List.of(), _ -> {})
                .published(export);
    }

    private static VerifierKey key(Folders folders) throws IOException {
        return VerifierKey.parse(
                Files.readString(folders.keys().resolve(SigningKey.PUBLIC)).strip());
    }

    @Test
    void whatIsDeletedByHandIsMissing() throws Exception {
        oneDay();
        assertThat(verified().isSound()).isTrue();
        Path records = records();
        byte[] whole = Files.readAllBytes(records);

        Files.delete(records);
        assertThat(verified().exitCode()).isEqualTo(18);
        assertThat(verified().sentences().getFirst())
                .contains("is not there, and no certificate says that it was erased");

        byte[] altered = whole.clone();
        altered[whole.length - 1] ^= 1;
        Files.write(records, altered);
        assertThat(verified().isSound()).isFalse();

        Files.write(records, whole);
        assertThat(verified().isSound()).isTrue();

        Files.delete(folder.resolve("data/disclosures/cards.sealed"));
        assertThat(verified().exitCode()).isEqualTo(18);
    }

    @Test
    void whoDestroysAKeyWithoutACertificateIsFoundOut() throws Exception {
        oneDay();
        try (var store =
                DisclosureStore.open(
                        folder.resolve("data/disclosures"), folder.resolve("data-keys"))) {
            store.resume(Long.MAX_VALUE);
            store.erase(Set.of("visit:V-1"));
        }
        assertThat(verified().exitCode()).isEqualTo(18);
    }

    @Test
    void aCertificateThatNobodyApprovedCertifiesNothing() throws Exception {
        oneDay();
        List<String> digests = new ArrayList<>();
        try (Core core = open()) {
            for (Entry entry : core.journal().read(1, 1000)) {
                if (entry.fact() instanceof VisitRegistered) {
                    ((List<?>) entry.sighting().unknown().getOrDefault("_sd", List.of()))
                            .forEach(digest -> digests.add(String.valueOf(digest)));
                }
            }
            core.disclosures().erase(Set.of("visit:V-1", "visit:V-1#brief"));
            enter(
                    core,
                    new Deed.DeedDone(
                            clock.instant(),
                            Erasures.DONE,
                            "sato",
                            Map.of("request", "E-1", "commitments", digests)));
        }
        assertThat(verified().exitCode()).isEqualTo(18);
        assertThat(verified().sentences().getFirst())
                .contains("without the approval of a second person");
    }

    @Test
    void visitsAreDueWhenThreeFiscalYearsHavePassedBehindTheirOwn() throws Exception {
        oneDay();
        clock.pass(Duration.between(VISITED, Instant.parse("2030-03-31T14:59:59Z")));
        try (Core core = open()) {
            assertThat(erasing(core).due()).extracting(Due::kind).containsOnly(Due.Kind.BRIEF);
            clock.pass(Duration.ofSeconds(1));
            assertThat(erasing(core).due())
                    .extracting(Due::subject)
                    .contains("visit:V-1", "person:p-1", "visit:V-1#brief")
                    .doesNotContain("visit:V-2");
        }
        register = new Cardholders(List.of(new Cardholder(new PersonId("p-1"), "青木", List.of())));
        try (Core core = open()) {
            assertThat(erasing(core).due())
                    .as("people on the register and visits that are open are in use")
                    .extracting(Due::subject)
                    .doesNotContain("person:p-1", "visit:V-2");
        }
    }

    @Test
    void signaturesAreErasedAloneAfterDays() throws Exception {
        oneDay();
        clock.pass(Duration.ofDays(91));
        try (Core core = open()) {
            Erasing erasing = erasing(core);
            assertThat(erasing.due()).extracting(Due::subject).containsExactly("visit:V-1#brief");
            String id = erasing.request("sato", "保存期間満了", List.of("visit:V-1#brief"));
            assertThat(erasing.approve("kato", id)).isEqualTo(1);
            assertThat(erasing.due()).isEmpty();
        }
        assertThat(readable(folder.resolve("data"))).contains(NAME).doesNotContain(SIGNATURE);
        assertThat(verified().isSound()).isTrue();
    }

    @Test
    void whatIsHeldIsNeitherDueNorErased() throws Exception {
        oneDay();
        clock.pass(Duration.ofDays(365 * 5));
        try (Core core = open()) {
            Erasing erasing = erasing(core);
            String before = erasing.request("sato", "保存期間満了", List.of("visit:V-1"));
            String hold = erasing.hold("audit", "調査中", Set.of("visit:V-1"));
            assertThat(erasing.due())
                    .extracting(Due::subject)
                    .contains("person:p-1")
                    .doesNotContain("visit:V-1", "visit:V-1#brief");
            assertThatThrownBy(() -> erasing.approve("kato", before))
                    .hasMessageContaining("has been held by " + hold);
            assertThatThrownBy(() -> erasing.request("sato", "x", List.of("visit:V-1")))
                    .hasMessageContaining("release that first");
            erasing.release("audit", hold, "調査終了");
            assertThat(erasing.approve("kato", before)).isPositive();
        }
        assertThat(verified().isSound()).isTrue();
    }

    @Test
    void anErasureThatACrashBrokeOffIsFinishedAndCertified() throws Exception {
        oneDay();
        try (Core core = open()) {
            Erasing erasing = erasing(core);
            String id = erasing.request("sato", "本人の請求", List.of("person:p-1"));
            enter(
                    core,
                    new Deed.DeedDone(
                            clock.instant(), Erasures.APPROVED, "kato", Map.of("request", id)));
            core.disclosures().erase(erasing.requests().getFirst().subjects());
        }
        assertThat(verified().exitCode()).isEqualTo(18);
        try (Core core = open()) {
            assertThat(erasing(core).finish()).isEqualTo(1);
            assertThat(erasing(core).finish()).isZero();
        }
        assertThat(verified().isSound()).isTrue();
    }

    @Test
    void linesThatCouldNotBeImportedAreDueAfterDaysAndErasedByTheSameWay() throws Exception {
        oneDay();
        Path lines = folder.resolve("data/imports/visits.csv.0a1b2c3d.unreadable");
        Files.createDirectories(folder.resolve("data/imports"));
        Files.writeString(lines, "髙橋 一郎, 2026/13/45\n");
        Files.writeString(lines.resolveSibling(lines.getFileName() + ".txt"), "line 1: no time\n");
        for (Path file : List.of(lines, lines.resolveSibling(lines.getFileName() + ".txt"))) {
            Files.setLastModifiedTime(file, FileTime.from(VISITED));
        }
        try (Core core = open()) {
            Erasing erasing = erasing(core);
            clock.pass(Duration.ofDays(90));
            assertThat(erasing.due()).isEmpty();
            clock.pass(Duration.ofDays(1));
            assertThat(erasing.due())
                    .extracting(Due::subject)
                    .contains("aside:visits.csv.0a1b2c3d.unreadable");
            String hold = erasing.hold("audit", "調査中", Set.of("aside:" + lines.getFileName()));
            assertThat(erasing.due()).extracting(Due::kind).doesNotContain(Due.Kind.ASIDE);
            erasing.release("audit", hold, "調査終了");
            assertThatThrownBy(() ->
                            erasing.request("sato", "x", List.of("aside:../accounts.unreadable")))
                    .hasMessageContaining("nothing of these");
            String id = erasing.request("sato", "保存期間満了", List.of("aside:" + lines.getFileName()));
            assertThat(lines).exists();
            erasing.approve("kato", id);
            assertThat(erasing.requests().getFirst().state()).isEqualTo(Erasures.State.DONE);
        }
        assertThat(folder.resolve("data/imports")).isEmptyDirectory();
        assertThat(verified().isSound()).isTrue();
    }

    @Test
    void aPersonIsFoundByNameAndAnErasedCardIsAnotherOneFromThenOn() throws Exception {
        oneDay();
        try (Core core = open()) {
            Erasing erasing = erasing(core);
            assertThat(erasing.named("髙橋")).containsExactly("visit:V-1");
            assertThat(erasing.named(UID)).containsExactly("person:p-1");
            String before = card(core, granted());
            erasing.approve("kato", erasing.request("sato", "退職", List.of("person:p-1")));
            assertThat(card(core, granted())).isNotEqualTo(before);
            assertThat(erasing.named(UID)).containsExactly("person:p-1");
        }
        assertThat(verified().isSound()).isTrue();
    }

    private static String card(Core core, AccessGranted read) throws InterruptedException {
        long sequence = core.intake().submit(List.of(Sighting.of(read))).sequence();
        for (long at = sequence; at > 0; at--) {
            if (core.journal().read(at, 1).getFirst().fact() instanceof AccessGranted entered) {
                return String.valueOf(entered.credential());
            }
        }
        throw new AssertionError();
    }

    /// A visit with a signature that has ended, one that is open, a cardholder's card, a
    /// stranger's.
    private void oneDay() throws Exception {
        try (Core core = open();
                Ledger ledger =
                        Ledger.open(
                                folder.resolve("data/ledger.db"),
                                core.journal(),
                                core.disclosures()::open)) {
            VisitRegistered first = visit("V-1", NAME);
            core.intake()
                    .submit(
                            List.of(
                                    new Sighting(
                                            first,
                                            null,
                                            null,
                                            null,
                                            null,
                                            Map.of("signature", SIGNATURE))));
            enter(core, visit("V-2", OTHER));
            enter(core, granted());
            enter(
                    core,
                    new AccessDenied(
                            VISITED,
                            ROOM,
                            FRONT,
                            null,
                            null,
                            new CredentialId(STRANGER),
                            null,
                            "unknown-credential"));
            enter(core, new VisitLeft(VISITED.plusSeconds(60), new VisitId("V-1"), ROOM));
            ledger.await(core.journal().durable(), Duration.ofSeconds(30));
            assertThat(ledger.visits(VISITED, VISITED.plusSeconds(1)))
                    .extracting(row -> row.visit().name())
                    .contains(NAME);
        }
    }

    private static AccessGranted granted() {
        return new AccessGranted(
                VISITED,
                ROOM,
                FRONT,
                null,
                Direction.IN,
                new CredentialId(UID),
                new PersonId("p-1"));
    }

    private static VisitRegistered visit(String id, String name) {
        return new VisitRegistered(
                VISITED,
                new VisitId(id),
                ROOM,
                "guest",
                null,
                null,
                null,
                name,
                COMPANY,
                "点検",
                List.of());
    }

    private static void enter(Core core, Fact fact) throws InterruptedException {
        core.intake().submit(List.of(Sighting.of(fact)));
    }

    private Core open() throws Exception {
        var often = new SnapshotWriter.Pace(1, Duration.ofMillis(1), 1);
        return Core.open(folder.resolve("data"), SITE, Policy.DEFAULT, clock, often);
    }

    private Erasing erasing(Core core) {
        return new Erasing(
                core.journal(),
                core.raw(),
                core.disclosures(),
                new Asides(folder.resolve("data/imports")),
                core.intake(),
                core.quiet(),
                Retention.DEFAULT,
                register,
                SITE.clock(),
                clock);
    }

    private Report verified() throws IOException {
        return verified(folder.resolve("data"));
    }

    /// What verifies of the data in a folder, with the keys as they are now.
    private Report verified(Path data) throws IOException {
        var folders = new Folders(data);
        Path keys = new Folders(folder.resolve("data")).keys();
        return new Audit(key(new Folders(folder.resolve("data"))), List.of(), _ -> {})
                .folder(
                        folders.journal(),
                        folders.log(),
                        DisclosureCheck.of(folders.disclosures(), keys));
    }

    /// Everything that can be read of the data in a folder, with the keys as they are now.
    private List<String> readable(Path data) throws IOException {
        List<String> readable = new ArrayList<>();
        try (var store =
                DisclosureStore.toRead(data.resolve("disclosures"), folder.resolve("data-keys"))) {
            for (long sequence = 1; sequence < 100; sequence++) {
                store.of(sequence).forEach(one -> readable.add(String.valueOf(one.value())));
            }
            for (String card : cards(data)) {
                var disclosure = store.ofCard(card);
                if (disclosure != null) {
                    readable.add(String.valueOf(disclosure.value()));
                }
            }
        }
        return readable;
    }

    private static Set<String> cards(Path data) throws IOException {
        Set<String> cards = new java.util.TreeSet<>();
        Path segment = data.resolve("journal/0000000000000000001.log");
        var matcher =
                java.util.regex.Pattern.compile("card:[A-Za-z0-9_-]{43}")
                        .matcher(Files.readString(segment, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            cards.add(matcher.group());
        }
        return cards;
    }

    /// Where one of these texts stands in any file: as UTF-8, UTF-16, base64 or hexadecimal.
    private static List<String> bytesOf(Path place, String... texts) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(place)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
                for (String text : texts) {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    byte[] utf16 = text.getBytes(StandardCharsets.UTF_16LE);
                    String base64 = Base64.getUrlEncoder().withoutPadding().encodeToString(utf8);
                    for (String form :
                            List.of(
                                    new String(utf8, StandardCharsets.ISO_8859_1),
                                    new String(utf16, StandardCharsets.ISO_8859_1),
                                    base64,
                                    HexFormat.of().formatHex(utf8))) {
                        if (bytes.contains(form)) {
                            found.add(text + " in " + file);
                        }
                    }
                }
            }
        }
        return found;
    }

    /// The one file of records.
    private Path records() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data/disclosures"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("0"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// As an operator does it, while the station runs.
    private void backUp(Path to) {
        var told = new ByteArrayOutputStream();
        var out = new PrintStream(told, true, StandardCharsets.UTF_8);
        String data = folder.resolve("data").toString();
        assertThat(Main.execute(out, out, "backup", "--data", data, to.toString()))
                .as(told.toString(StandardCharsets.UTF_8))
                .isZero();
    }
}
