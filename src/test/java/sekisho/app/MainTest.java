package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class MainTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helpFitsOnOneScreenAndNamesEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(out().lines()).hasSizeLessThan(30);
        assertThat(out()).contains("check", "agent", "COMMAND");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("--version")).isZero();
        assertThat(out()).startsWith("sekisho ");
    }

    @Test
    void anUnknownCommandIsAnsweredWithTheNearestOne() {
        assertThat(run("chekc")).isEqualTo(2);
        assertThat(err()).contains("chekc", "Did you mean", "check");
        assertThat(err().lines()).hasSizeLessThan(5);
    }

    @Test
    void withoutACommandItTellsWhatThereIs() {
        assertThat(run()).isEqualTo(2);
        assertThat(err()).contains("--help");
    }

    @Test
    void anUnknownOptionIsNoStackTrace() {
        assertThat(run("check", "--confg", "x")).isEqualTo(2);
        assertThat(err()).contains("--config").doesNotContain("\tat ");
    }

    @Test
    void aRightSiteFileIsTold() {
        assertThat(run("check", "--config", "hardware/site.example.yaml")).isZero();
        assertThat(out()).contains("no faults; 3 zones, 4 doors, 7 readers, 1 machines, 2 people");
    }

    @Test
    void everyFaultOfASiteFileIsALine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("site.yaml"), "site: 電算室\nzone: []\n");

        assertThat(run("check", "--config", file.toString())).isEqualTo(2);

        assertThat(err().lines()).hasSize(5).last().isEqualTo("sekisho: 4 faults");
        assertThat(err()).contains(file + ":2:1: the site file has no key \"zone\"; did you mean");
        assertThat(err()).doesNotContain("\tat ");
    }

    @Test
    void theDemoNeverWritesIntoTheJournalOfARealStation(@TempDir Path data) throws Exception {
        Files.createDirectories(data.resolve("journal"));

        assertThat(run("demo", "--data", data.toString())).isEqualTo(1);

        assertThat(err()).contains("holds the journal of a real station", "--data");
        assertThat(data.resolve("site.yaml")).doesNotExist();
    }

    @Test
    void aPortThatIsNoneIsTold(@TempDir Path data) {
        assertThat(run("demo", "--data", data.toString(), "--port", "65536")).isEqualTo(1);
        assertThat(err()).contains("between 0 and 65535");
    }

    @Test
    void anImportOfNothingIsTold(@TempDir Path folder) {
        String config = "hardware/site.example.yaml";
        String missing = folder.resolve("none.ndjson").toString();

        assertThat(run("import", missing, "--config", config)).isEqualTo(1);
        assertThat(err()).contains("none.ndjson is no file that can be read");
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
