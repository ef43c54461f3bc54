package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Entry;
import sekisho.journal.Journal;
import sekisho.journal.disclosure.DisclosureStore;
import sekisho.journal.disclosure.Erasures;
import sekisho.ledger.Ledger;
import sekisho.site.Cardholders;
import sekisho.site.CredentialId;
import sekisho.site.Deed.DeedDone;
import sekisho.site.Direction;
import sekisho.site.Fact;
import sekisho.site.Observation.AccessGranted;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.Recording;
import sekisho.site.Sighting;
import sekisho.site.VisitId;
import sekisho.words.Language;
import sekisho.words.Names;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// What is shown of somebody before and after an erasure, on the board and in the CSV.
class OpeningTest {
    private static final Instant NINE = Instant.parse("2026-11-20T00:00:00Z");
    private static final String NAME = "髙橋 一郎";
    private static final String UID = "26:2a5f1c40";

    @TempDir private Path folder;
    private DisclosureStore store;
    private Journal journal;
    private Ledger ledger;
    private boolean certified = true;
    private final Board board = new Board(SampleSite.SITE, new Cardholders(List.of()));
    private Opening opening;

    @BeforeEach
    void open() throws Exception {
        store = DisclosureStore.open(folder.resolve("disclosures"), folder.resolve("keys"));
        journal = Journal.open(folder.resolve("journal"), 0, false, store);
        ledger = Ledger.open(folder.resolve("ledger.db"), journal, store::open);
        opening = new Opening(store::open, store::card, _ -> certified);
        enter(
                new VisitRegistered(
                        NINE,
                        new VisitId("V-1"),
                        SampleSite.ROOM,
                        "guest",
                        null,
                        null,
                        null,
                        NAME,
                        "株式会社サンプル保守",
                        "点検",
                        List.of("ノートPC")),
                new AccessGranted(
                        NINE,
                        SampleSite.ROOM,
                        SampleSite.FRONT,
                        null,
                        Direction.IN,
                        new CredentialId(UID),
                        null));
    }

    @AfterEach
    void close() {
        ledger.close();
        journal.close();
    }

    @Test
    void theBoardTellsNamesWhileTheyAreThereAndSaysErasedWhenTheyAreNot() throws Exception {
        assertThat(shown(board.whole())).contains(NAME, UID);
        long known = board.sequence();

        erase();

        assertThat(shown(board.whole()))
                .as("at once, though the board has read nothing since")
                .doesNotContain(NAME, UID, "株式会社")
                .contains("消去済み", "消去済みのカード");
        enter(new DeedDone(NINE, Erasures.DONE, "kato", Map.of("request", "E-1")));
        assertThat(board.since(known).whole()).as("browsers are told anew").isTrue();
    }

    @Test
    void whatIsMissingWithoutACertificateDoesNotPassForErased() throws Exception {
        certified = false;
        erase();
        assertThat(shown(board.whole())).contains("読めません").doesNotContain("【消去済み】");
    }

    @Test
    void theCsvHasAWordWhereAnErasedNameWas() throws Exception {
        enter(new VisitLeft(NINE, new VisitId("V-1"), SampleSite.ROOM));
        assertThat(row(1)).contains(NAME, "ノートPC");
        assertThat(row(3)).contains(NAME);

        erase();

        for (long sequence : new long[] {1, 3}) {
            assertThat(row(sequence)).doesNotContain(NAME, "株式会社サンプル保守");
            assertThat(row(sequence).stream().filter("消去済み"::equals)).hasSize(4);
        }
        assertThat(row(2)).contains("消去済みのカード").noneMatch(cell -> cell.contains("card:"));
    }

    private void erase() throws Exception {
        String card =
                journal.read(2, 1).getFirst().fact() instanceof AccessGranted read
                        ? String.valueOf(read.credential())
                        : "";
        store.erase(Set.of("visit:V-1", card));
    }

    private void enter(Fact... facts) {
        List<Entry> entries =
                journal.append(List.of(facts).stream().map(Sighting::of).toList(), NINE);
        journal.force();
        board.accept(entries);
    }

    private String shown(Patch patch) {
        var json = new BoardJson(new AlarmJson(journal, opening), opening);
        return json.text(patch, new Recording(Recording.State.GOING, NINE, ""), NINE);
    }

    private List<String> row(long sequence) throws InterruptedException {
        assertThat(ledger.await(journal.durable(), Duration.ofSeconds(20))).isTrue();
        var names = new Names(SampleSite.SITE, new Cardholders(List.of()));
        Entry entry = Objects.requireNonNull(ledger.entry(sequence));
        return new Columns(SampleSite.SITE, names, ledger, opening, Language.JA).of(entry);
    }
}
