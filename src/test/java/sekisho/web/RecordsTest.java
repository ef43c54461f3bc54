package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Observation.DoorOpened;
import sekisho.site.Observation.MediaInserted;
import sekisho.site.Observation.SourceLost;
import sekisho.site.Observation.SourceRestored;
import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;
import sekisho.site.SourceId;
import sekisho.site.VisitId;
import sekisho.site.VisitorDetails;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class RecordsTest {
    /// The first and the last moment of the site's 21st of November.
    private static final Instant FIRST = Instant.parse("2026-11-20T15:00:00Z");

    private static final Instant LAST = Instant.parse("2026-11-21T14:59:59.999Z");
    private static final String DAY = "&from=2026-11-21&until=2026-11-21";

    @TempDir private Path folder;
    private RunningWeb web;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        web = new RunningWeb(folder);
        browser = web.signedIn();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void daysAreTheSitesOwnAndBothEndsCount() {
        web.journal.add(
                SampleFacts.opened(FIRST.minusMillis(1)),
                SampleFacts.opened(FIRST),
                SampleFacts.opened(LAST),
                SampleFacts.opened(LAST.plusMillis(1)));
        assertThat(rows("zone=server-room" + DAY))
                .extracting(row -> row.getField("日時"))
                .containsExactly("2026-11-21 00:00:00.000", "2026-11-21 23:59:59.999");
        assertThat(count("zone=server-room" + DAY)).isEqualTo(2);
        assertThat(count("zone=server-room&from=2026-11-20&until=2026-11-22")).isEqualTo(4);
    }

    @Test
    void rowsComeByEventTimeAlsoWhenTheyCameInLate() {
        web.journal.add(
                SampleFacts.opened(FIRST.plusSeconds(2)), SampleFacts.opened(FIRST.plusSeconds(1)));
        assertThat(rows("zone=server-room" + DAY))
                .extracting(row -> row.getField("日時"))
                .containsExactly("2026-11-21 00:00:01.000", "2026-11-21 00:00:02.000");
    }

    @Test
    void aZoneHoldsItsOwnAndAllHoldsEverything() {
        web.journal.add(
                SampleFacts.opened(FIRST),
                new DoorOpened(FIRST, SampleSite.OFFICE, SampleSite.OFFICE_DOOR),
                SampleFacts.alive(FIRST, "line-1"));
        assertThat(count("zone=office" + DAY)).isEqualTo(1);
        assertThat(count("zone=all" + DAY)).isEqualTo(3);
        assertThat(count("zone=all&signs=true" + DAY)).isEqualTo(4);
    }

    @Test
    void aBlindTimeStandsWithItsZoneAndLengthInTheFileAndOnThePage() {
        var reader = new SourceId("front-in");
        web.journal.add(
                new SourceLost(FIRST, reader, SampleSite.ROOM, "no answer for 8 s"),
                new SourceRestored(FIRST.plusSeconds(3754), reader, SampleSite.ROOM));
        for (NamedCsvRecord row : rows("zone=server-room" + DAY)) {
            assertThat(row.getField("区域")).isEqualTo("サーバ室");
            assertThat(row.getField("不通の開始")).isEqualTo("2026-11-21 00:00:00.000");
            assertThat(row.getField("不通の終了")).isEqualTo("2026-11-21 01:02:34.000");
            assertThat(row.getField("不通の長さ")).isEqualTo("1:02:34");
        }
        String counted =
                browser.get("/api/entries/count?zone=server-room" + DAY)
                        .require("blind")
                        .toString();
        assertThat(counted).contains("3754", "server-room", "front-in");
    }

    @Test
    void aVisitIsARowOfTheEntryLedgerAndSoIsItsEnd() {
        web.journal.add(
                SampleFacts.visit(RunningWeb.NOON, "V-7F3K9Q"),
                new VisitLeft(RunningWeb.NOON.plusSeconds(60), new VisitId("V-7F3K9Q"), null));
        List<NamedCsvRecord> rows = rows("zone=server-room" + DAY);
        assertThat(rows).hasSize(2);
        for (NamedCsvRecord row : rows) {
            assertThat(row.getField("区域")).isEqualTo("サーバ室");
            assertThat(row.getField("氏名")).isEqualTo("田中 次郎");
            assertThat(row.getField("所属・会社名")).isEqualTo("保守サービス株式会社");
            assertThat(row.getField("用件")).isEqualTo("ディスク交換");
            assertThat(row.getField("立会者")).isEqualTo("佐藤 一郎");
            assertThat(row.getField("持込機器等")).isEqualTo("ノートPC、交換用ディスク");
            assertThat(row.getField("区分")).isEqualTo("委託・保守");
            assertThat(row.getField("受付番号")).isEqualTo("V-7F3K9Q");
            assertThat(row.getField("退室予定日時")).isEqualTo("2026-11-21 14:00:00.000");
        }
    }

    @Test
    void theFileIsOneThatSpreadsheetsHereOpen() {
        web.journal.add(SampleFacts.opened(FIRST));
        var response = browser.bytes("/api/entries.csv?zone=server-room" + DAY);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("text/csv; charset=utf-8");
        assertThat(response.headers().firstValue("content-disposition"))
                .hasValue(
                        "attachment;"
                                + " filename=\"sekisho-server-room-2026-11-21-2026-11-21.csv\"");
        assertThat(response.body()).startsWith(0xEF, 0xBB, 0xBF);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF整理番号,日時,記録日時,区域,出入口,種別,内容").endsWith("\r\n");
        assertThat(text.split("\r\n")).hasSize(2);
    }

    @Test
    void quotesCommasAndFormulasStayTheTextTheyAre() {
        for (String evil : List.of("=1+1", "+1", "-1", "@x", "＝1", "＋1", "－1", "＠x", "\tx")) {
            assertThat(CsvDownload.guarded(evil)).isEqualTo("'" + evil);
        }
        assertThat(CsvDownload.guarded("")).isEmpty();
        assertThat(CsvDownload.guarded("1-1")).isEqualTo("1-1");
        VisitRegistered plain = SampleFacts.visit(RunningWeb.NOON, "V-1");
        web.journal.add(
                new VisitorDetails("=HYPERLINK(\"x\")", "\"A\", B\r\nC", "@用件", List.of())
                        .in(plain));
        NamedCsvRecord row = rows("zone=server-room" + DAY).getFirst();
        assertThat(row.getField("氏名")).isEqualTo("'=HYPERLINK(\"x\")");
        assertThat(row.getField("所属・会社名")).isEqualTo("\"A\", B\r\nC");
        assertThat(row.getField("用件")).isEqualTo("'@用件");
    }

    @Test
    void aSerialWithJapaneseAndSpacesIsKeptAsItIs() {
        MediaInserted stick = SampleFacts.inserted(FIRST, SampleSite.DATABASE, " 媒体-管理-001 ");
        long inserted = web.journal.add(stick);
        web.journal.add(SampleFacts.unauthorised(stick, inserted));
        List<NamedCsvRecord> rows = rows("zone=server-room" + DAY);
        assertThat(rows.getFirst().getField("シリアル")).isEqualTo(" 媒体-管理-001 ");
        assertThat(rows.getFirst().getField("機器")).isEqualTo("住民情報DB");
        assertThat(rows.get(1).getField("根拠の整理番号")).isEqualTo(Long.toString(inserted));
    }

    @Test
    void englishHeadingsByRequest() {
        web.journal.add(SampleFacts.opened(FIRST));
        assertThat(rows("lang=en&zone=all" + DAY).getFirst().getHeader())
                .contains("No.", "Zone", "What happened");
    }

    @Test
    void takingAwayIsADeed() {
        browser.bytes("/api/entries.csv?zone=office" + DAY);
        assertThat(web.journal.read(web.journal.durable(), 1).getFirst().fact())
                .isEqualTo(
                        new sekisho.site.Deed.DeedDone(
                                RunningWeb.NOON,
                                "export.entries",
                                RunningWeb.USER,
                                java.util.Map.of(
                                        "zone", "office",
                                        "from", "2026-11-21",
                                        "until", "2026-11-21")));
    }

    @Test
    void manyRowsComeInPieces() {
        for (int i = 0; i < 3000; i++) {
            web.journal.add(SampleFacts.opened(FIRST.plusSeconds(i)));
        }
        assertThat(rows("zone=server-room" + DAY)).hasSize(3000);
    }

    @Test
    void aQuestionThatCantBeAnsweredIsRefusedForEachPart() {
        assertThat(browser.get("/api/entries/count?zone=attic&from=x&lang=fr").errors())
                .containsExactlyInAnyOrder(
                        "zone: zone-unknown",
                        "from: date-missing",
                        "until: date-missing",
                        "lang: lang-unknown");
        assertThat(browser.get("/api/entries.csv?from=2026-11-21&until=2026-11-20").errors())
                .containsExactly("until: range-reversed");
        assertThat(browser.get("/api/entries.csv?from=2026-02-30&until=2026-11-20").errors())
                .containsExactly("from: date-missing");
        assertThat(browser.get("/api/entries.csv?from=1990-01-01&until=2026-11-20").errors())
                .containsExactly("until: range-too-long");
    }

    private long count(String query) {
        return (Long) browser.get("/api/entries/count?" + query).require("count");
    }

    private List<NamedCsvRecord> rows(String query) {
        String text =
                new String(
                        browser.bytes("/api/entries.csv?" + query).body(), StandardCharsets.UTF_8);
        return CsvReader.builder().ofNamedCsvRecord(text.substring(1)).stream().toList();
    }
}
