package sekisho.audit;

import sekisho.correlation.Correlator;
import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.journal.Vault;
import sekisho.journal.disclosure.Disclosure;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.Erasures;
import sekisho.journal.tree.Publisher;
import sekisho.journal.tree.SigningKey;
import sekisho.journal.tree.VerifierKey;
import sekisho.site.Deed;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.Fact;
import sekisho.site.Finding;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.PersonId;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.ZoneId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A station's data folder without a station: doors of two zones, entries signed as they come, and
/// the findings that follow from them.
public final class SignedLog implements AutoCloseable {
    static final Instant MONDAY = Instant.parse("2026-11-15T15:00:00Z");

    final Path data;
    final Path journalFolder;
    final Path log;
    final SigningKey key;
    private final Journal journal;
    private final Correlator correlator = Correlator.of(Site.undeclared(), Policy.DEFAULT);
    private long seq;

    private final Optional<DisclosureStore> people;

    SignedLog(Path data) throws IOException {
        this(data, Optional.empty());
    }

    private SignedLog(Path data, Optional<DisclosureStore> people) throws IOException {
        this.data = data;
        this.people = people;
        this.journalFolder = data.resolve("journal");
        this.log = data.resolve("log");
        this.key = SigningKey.in(data.resolveSibling(data.getFileName() + "-keys"), "sekisho/test");
        Vault vault = people.isPresent() ? people.get() : Vault.NONE;
        this.journal = Journal.open(journalFolder, 0, false, vault);
    }

    public VerifierKey verifier() {
        return key.verifier();
    }

    long size() {
        return journal.durable();
    }

    /// A door is opened, by somebody with a card or by nobody.
    void opened(Instant at, String zone, boolean card) {
        var door = new DoorId(zone + "-door");
        var where = new ZoneId(zone);
        if (card) {
            enter(
                    at,
                    new AccessGranted(
                            at, where, door, null, Direction.IN, null, new PersonId("p-1")));
        }
        enter(at, new DoorOpened(at, where, door));
        enter(at.plusSeconds(3), new DoorClosed(at.plusSeconds(3), where, door));
    }

    void enter(Instant now, Fact fact) {
        seq++;
        append(now, Sighting.of(fact, new SourceId("panel"), "b1", seq));
    }

    /// The source numbers something that never arrives.
    void lose() {
        seq++;
    }

    void append(Instant now, Sighting sighting) {
        List<Finding> found = new ArrayList<>();
        for (Entry entry : journal.append(List.of(sighting), now)) {
            correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), found::add);
        }
        for (Finding finding : List.copyOf(found)) {
            for (Entry entry : journal.append(List.of(Sighting.of(finding)), now)) {
                correlator.accept(entry.sequence(), entry.recordedAt(), entry.fact(), found::add);
            }
        }
    }

    void sign() throws IOException {
        journal.force();
        Publisher.open(log, journal, key).publish(journal.durable());
    }

    /// Some openings an hour on each of some days; every fourth is nobody's.
    public static SignedLog of(Path data, int days, int openings) throws IOException {
        var log = new SignedLog(data);
        for (int day = 0; day < days; day++) {
            for (int i = 0; i < openings; i++) {
                Instant at = MONDAY.plusSeconds(86_400L * day + 30_000 + 120L * i);
                log.opened(at, i % 3 == 0 ? "mdf" : "hall", i % 4 != 0);
            }
            log.sign();
        }
        return log;
    }

    /// One day with a visitor who leaves a name and a signature; the signature was erased, as two
    /// people wished.
    public static SignedLog withVisitor(Path data) throws IOException {
        Path keys = data.resolveSibling(data.getFileName() + "-keys");
        var store = DisclosureStore.open(data.resolve("disclosures"), keys);
        var log = new SignedLog(data, Optional.of(store));
        Instant at = MONDAY.plusSeconds(30_000);
        log.opened(at, "mdf", true);
        log.append(
                at,
                new Sighting(visit(at), null, null, null, null, Map.of("signature", "c2lnbmVk")));
        log.journal.force();
        List<String> signature =
                store.of(log.find(VisitRegistered.class)).stream()
                        .filter(one -> one.name().equals("signature"))
                        .map(Disclosure::digest)
                        .toList();
        store.erase(Set.of("visit:V-1#brief"));
        log.did(at, Erasures.REQUESTED, "sato", Map.of("reason", "保存期間満了"));
        log.did(at, Erasures.APPROVED, "kato", Map.of());
        log.did(at, Erasures.DONE, "kato", Map.of("commitments", signature));
        log.sign();
        return log;
    }

    private static VisitRegistered visit(Instant at) {
        return new VisitRegistered(
                at,
                new VisitId("V-1"),
                new ZoneId("mdf"),
                "guest",
                null,
                null,
                null,
                "髙橋 一郎",
                "株式会社サンプル保守",
                "点検",
                List.of());
    }

    private void did(Instant at, String type, String by, Map<String, Object> more) {
        Map<String, Object> members = new HashMap<>(more);
        members.put("request", "E-1");
        append(at, Sighting.of(new Deed.DeedDone(at, type, by, members)));
    }

    private long find(Class<? extends Fact> kind) {
        return journal.read(1, Integer.MAX_VALUE).stream()
                .filter(entry -> kind.isInstance(entry.fact()))
                .findFirst()
                .orElseThrow()
                .sequence();
    }

    /// All days from the first on, so many.
    public Report export(Path out, int first, int days) throws IOException {
        LocalDate from = LocalDate.parse("2026-11-16").plusDays(first);
        return Export.make(
                journalFolder,
                log,
                verifier(),
                new Export.Wanted(from, from.plusDays(days - 1L), null, Optional.empty()),
                people,
                out,
                _ -> {});
    }

    Report verify(String... kept) throws IOException {
        return new Audit(verifier(), List.of(kept), _ -> {}).folder(journalFolder, log);
    }

    @Override
    public void close() {
        journal.close();
    }
}
