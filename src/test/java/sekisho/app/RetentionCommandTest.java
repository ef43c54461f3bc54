package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// From a file with names to their certificate, by the commands alone.
class RetentionCommandTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir private Path folder;

    @Test
    void twoPeopleEraseWhatIsDueAndTheLogStillVerifies() throws Exception {
        Path site =
                Files.writeString(
                        folder.resolve("site.yaml"),
                        """
                        site: 電算室
                        timezone: Asia/Tokyo
                        zones:
                          - id: room
                        retention:
                          visits: 1
                        data: data
                        """);
        Path facts =
                Files.writeString(
                        folder.resolve("facts.ndjson"),
                        """
                        {"type":"visit.registered","at":"2020-05-01T01:00:00Z","visit":"V-1",\
                        "zone":"room","kind":"guest","name":"髙橋 一郎","company":"サンプル"}
                        {"type":"visit.left","at":"2020-05-01T02:00:00Z","visit":"V-1"}
                        """);
        Path sato = account(site, "sato");
        Path kato = account(site, "kato");
        assertThat(run("import", "--config", site.toString(), facts.toString())).isZero();

        assertThat(run("retention", "list", "--config", site.toString())).isZero();
        assertThat(out())
                .contains("visit:V-1  ledger: last recorded 2020-05-01", "2022-04-01", "1 due");
        assertThat(
                        run(
                                "retention",
                                "request",
                                "--config",
                                site.toString(),
                                "--by",
                                "sato",
                                "--password-file",
                                sato.toString(),
                                "--reason",
                                "保存期間満了",
                                "--due"))
                .isZero();
        assertThat(out()).contains("E-1 waits for the approval of a second person");
        assertThat(approve(site, "sato", sato)).isEqualTo(1);
        assertThat(err()).contains("by somebody else");
        assertThat(approve(site, "kato", sato)).isEqualTo(1);
        assertThat(err()).contains("this is not the password of kato");
        assertThat(approve(site, "kato", kato)).isZero();
        assertThat(out()).contains("E-1 is done: 2 commitments are certified as erased");

        assertThat(run("verify", folder.resolve("data").toString())).isZero();
        assertThat(out()).contains("0 answered, 2 erased with a certificate", "sound");
        assertThat(run("retention", "list", "--config", site.toString())).isZero();
        assertThat(out()).contains("0 due");
    }

    private int approve(Path site, String by, Path password) {
        return run(
                "retention",
                "approve",
                "--config",
                site.toString(),
                "--by",
                by,
                "--password-file",
                password.toString(),
                "E-1");
    }

    private Path account(Path site, String name) throws Exception {
        Path password =
                Files.writeString(folder.resolve(name + ".password"), "とても長い合言葉 2026 " + name);
        assertThat(
                        run(
                                "account",
                                name,
                                "--config",
                                site.toString(),
                                "--password-file",
                                password.toString()))
                .isZero();
        assertThat(out()).contains(name + " is an account");
        return password;
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Main.execute(new PrintStream(out), new PrintStream(err), arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
