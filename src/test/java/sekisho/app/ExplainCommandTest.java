package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Journal;
import sekisho.site.Fact;
import sekisho.site.Finding.FindingRaised;
import sekisho.site.Finding.FindingWithdrawn;
import sekisho.site.Paperwork.PlanAdopted;
import sekisho.site.Policy;
import sekisho.site.Sighting;
import sekisho.web.SampleFacts;
import sekisho.web.SampleSite;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

class ExplainCommandTest {
    private static final Instant AT = Instant.parse("2026-11-21T01:03:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir private Path folder;
    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(folder.resolve("journal"));
        enter(new PlanAdopted(AT, SampleSite.SITE, Policy.DEFAULT));
        enter(SampleFacts.opened(AT));
        enter(SampleFacts.unlogged(AT, 2));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aFindingIsExplainedInBothLanguagesWhileTheStationRuns() {
        assertThat(explain("3")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "警報 3「記録のない入室」",
                        "理由: 10:03、サーバ室の「正面扉」が開きましたが、" + "前後10秒に入室記録も受付中の来訪者もありません",
                        "根拠:",
                        "  2026-11-21 10:03:00  #2  サーバ室の「正面扉」が開きました",
                        "",
                        "Alarm 3: Unlogged entry",
                        "Reason: At 10:03, 正面扉 of サーバ室 opened, but within 10 s before and after"
                                + " there is neither an access record nor an open visit",
                        "It rests on:",
                        "  2026-11-21 10:03:00  #2  正面扉 of サーバ室 opened");
    }

    @Test
    void oneLanguageByRequest() {
        assertThat(explain("3", "--lang", "en")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Alarm 3").doesNotContain("警報");
    }

    @Test
    void aFindingThatWasWithdrawnSaysSoAndByWhat() {
        enter(SampleFacts.visit(AT, "V-1"));
        FindingRaised raised = SampleFacts.unlogged(AT, 2);
        enter(
                new FindingWithdrawn(
                        raised.at(),
                        raised.rule(),
                        raised.zone(),
                        raised.subject(),
                        List.of(2L, 4L)));
        assertThat(explain("3", "--lang", "ja")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("この警報は取り下げられました（#5）", "説明した記録: #4");
    }

    @Test
    void evidenceThatIsNotThereIsNamed() {
        enter(SampleFacts.unlogged(AT, 999));
        assertThat(explain("4", "--lang", "ja")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("#999  （この記録は読み出せません）");
    }

    @Test
    void whatIsNoFindingIsToldApart() {
        assertThat(explain("2")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("entry 2 is no finding but door.opened");
        assertThat(explain("77")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("there is no entry 77: the journal ends at 3");
    }

    @Test
    void aFolderWithoutAJournalIsNamed() {
        var unused = folder.resolve("nothing");
        assertThat(run("explain", "--data", unused.toString(), "3")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no journal in " + unused);
    }

    private int explain(String finding, String... more) {
        var arguments = new java.util.ArrayList<>(List.of("explain", "--data", folder.toString()));
        arguments.addAll(List.of(more));
        arguments.add(finding);
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Main.execute(new PrintStream(out), new PrintStream(err), arguments);
    }

    private void enter(Fact fact) {
        journal.append(List.of(Sighting.of(fact)), fact.at());
        journal.force();
    }
}
