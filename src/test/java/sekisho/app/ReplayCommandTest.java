package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class ReplayCommandTest {
    private static final String OPENED =
            """
            {"type":"door.opened","at":"2026-11-16T09:00:00+09:00","zone":"room","door":"表"}
            """;
    private static final String MUCH_LATER =
            """
            {"type":"door.closed","at":"2026-11-16T09:01:00+09:00","zone":"room","door":"表"}
            """;

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsAFindingOnEachLineInOrderOfDecision() throws IOException {
        assertThat(replay(OPENED + MUCH_LATER)).isZero();
        assertThat(out())
                .isEqualTo(
                        """
                        {"rule":"door-forced","state":"raised","zone":"room",\
                        "subject":{"door":"表"},"at":"2026-11-16T00:00:00.000Z","because":[1]}
                        {"rule":"unlogged-entry","state":"raised","zone":"room",\
                        "subject":{"door":"表"},"at":"2026-11-16T00:00:10.000Z","because":[1]}
                        {"rule":"door-held","state":"raised","zone":"room",\
                        "subject":{"door":"表"},"at":"2026-11-16T00:00:30.000Z","because":[1]}
                        """);
        assertThat(err()).isEmpty();
    }

    @Test
    void firesDeadlinesUpToTheLastMomentAndNoneAfterIt() throws IOException {
        replay(OPENED + OPENED.replace("09:00:00", "09:00:09.999"));
        assertThat(out()).contains("door-forced").doesNotContain("unlogged-entry");
        out.reset();
        replay(OPENED + OPENED.replace("09:00:00", "09:00:10"));
        assertThat(out().lines().filter(line -> line.contains("unlogged-entry"))).hasSize(1);
    }

    @Test
    void withdrawsWhatALateFactExplains() throws IOException {
        replay(
                OPENED
                        + MUCH_LATER
                        + """
                        {"type":"access.granted","at":"2026-11-16T08:59:58+09:00","zone":"room",\
                        "recordedAt":"2026-11-16T10:00:00+09:00","door":"表","direction":"in",\
                        "person":"aoki"}
                        """);
        assertThat(out().lines().filter(line -> line.contains("withdrawn")).toList())
                .containsExactly(
                        """
                        {"rule":"unlogged-entry","state":"withdrawn","zone":"room",\
                        "subject":{"door":"表"},"at":"2026-11-16T00:00:10.000Z","because":[1,3]}\
                        """,
                        """
                        {"rule":"door-forced","state":"withdrawn","zone":"room",\
                        "subject":{"door":"表"},"at":"2026-11-16T00:00:00.000Z","because":[1,3]}\
                        """);
    }

    @Test
    void reportsBrokenLinesByNumberKeepsThemAsTheyCameAndGoesOn() throws IOException {
        Path aside = folder.resolve("aside");
        String broken = "{\"type\":\"door.opened\"\n";
        assertThat(
                        replay(
                                OPENED + broken + "\n\ufeffx\r\n" + MUCH_LATER,
                                "--aside",
                                aside.toString()))
                .isZero();
        assertThat(out().lines()).hasSize(3);
        assertThat(err())
                .contains("line 2: not JSON")
                .contains("line 4: ")
                .contains("2 lines could not be read");
        assertThat(aside).hasContent(broken + "\ufeffx\n");
    }

    @Test
    void aLineOfTenMegabytesIsReportedAndKeptWhole() throws IOException {
        Path aside = folder.resolve("aside");
        String line = "x".repeat(10 << 20);
        replay(OPENED + line + "\n" + MUCH_LATER, "--aside", aside.toString());
        assertThat(out().lines()).hasSize(3);
        assertThat(err()).contains("line 2: the line is longer than any fact may be");
        assertThat(Files.size(aside)).isEqualTo(line.length() + 1L);
    }

    @Test
    void leavesOutSecondDeliveries() throws IOException {
        String numbered =
                """
                {"type":"access.granted","at":"2026-11-16T17:00:00+09:00","zone":"room","door":"表",\
                "direction":"in","person":"aoki","source":"s","boot":"b","seq":7}
                """;
        replay(numbered + numbered, "--summary");
        assertThat(out()).isEmpty();
        assertThat(err()).containsPattern("second deliveries +1\n");
    }

    @Test
    void printsASummaryWhenAsked() throws IOException {
        replay(OPENED + MUCH_LATER, "--summary");
        assertThat(err())
                .containsPattern("unlogged-entry +1 +0 +0 +1\n")
                .containsPattern("entries +2\n")
                .contains("entries per second");
    }

    @Test
    void saysWhichFactsWereTooOldToBeJudged() throws IOException {
        replay(MUCH_LATER + OPENED.replace("2026-11-16T09", "2026-11-11T09"));
        assertThat(out()).isEmpty();
        assertThat(err()).contains("1 facts were too old to be judged");
    }

    @Test
    void readsThePlanAndThePolicyOfASiteFile() throws IOException {
        Path site = folder.resolve("site.yaml");
        Files.writeString(
                site,
                """
                site: test
                timezone: Asia/Tokyo
                policy:
                  undeclared: finding
                zones: [{id: room}]
                doors: [{id: back, zone: room, exit: button}]
                """);
        replay(OPENED, "--site", site.toString());
        assertThat(err()).isEmpty();
        assertThat(out()).contains("undeclared-door");
    }

    @Test
    void endsWithTwoWhenItIsCalledWrongly() throws IOException {
        assertThat(run("replay", folder.resolve("nothing").toString())).isEqualTo(2);
        assertThat(err()).contains("can't be read");
        err.reset();
        assertThat(run("replay", folder.toString())).isEqualTo(2);
        assertThat(err()).contains("is a folder");
        err.reset();
        assertThat(run("replay")).isEqualTo(2);
        assertThat(err()).contains("FACTS.ndjson");
    }

    @Test
    void anEmptyFileHasNothingInIt() throws IOException {
        assertThat(replay("")).isZero();
        assertThat(out()).isEmpty();
    }

    private int replay(String facts, String... more) throws IOException {
        Path file = folder.resolve("facts.ndjson");
        Files.writeString(file, facts);
        List<String> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(List.of(more));
        arguments.add(file.toString());
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return Main.execute(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
