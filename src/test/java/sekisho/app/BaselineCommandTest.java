package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.app.config.SiteFile;
import sekisho.edge.LinkServer;
import sekisho.edge.LinkServerConfig;
import sekisho.rig.Until;
import sekisho.site.Policy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

class BaselineCommandTest {
    private static final String KEYBOARD =
            "{\"interfaces\":[\"03:01:01\"],\"pid\":\"c31c\",\"port\":\"1-1\",\"serial\":\"\","
                    + "\"vid\":\"046d\"}";

    @TempDir Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path site;

    @BeforeEach
    void write() throws IOException {
        site = folder.resolve("site.yaml");
        Files.writeString(
                site,
                """
                site: 電算室
                timezone: Asia/Tokyo
                zones:
                  - id: cage
                machines:
                  - {id: db1, zone: cage}
                data: data
                agents: {listen: 127.0.0.1:0}
                """);
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Main.execute(new PrintStream(out, true), new PrintStream(err, true), arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsAdoptedByACommandIsRecordedByTheStationAndShown() throws Exception {
        Path devices = folder.resolve("devices");
        Files.writeString(devices, KEYBOARD + "\n\n");
        String config = site.toString();
        assertThat(run("baseline", "adopt", "--config", config, "db1", devices.toString()))
                .as(err())
                .isZero();
        assertThat(out()).startsWith("1 devices are to be db1's own");

        var read = SiteFile.read(site);
        var clock = InstantSource.system();
        Vertx vertx = Vertx.vertx();
        try (Core core = Core.open(read.data(), read.site(), Policy.DEFAULT, clock)) {
            var link =
                    new LinkServer(
                            vertx,
                            new LinkServerConfig("127.0.0.1", 0, read.data().resolve("agents")),
                            read.site(),
                            core.intake(),
                            clock);
            link.start();
            Path left = read.data().resolve("agents/baselines");
            Until.holds("it is entered", Duration.ofSeconds(60), () -> isEmpty(left));
            link.stop();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }

        assertThat(run("baseline", "show", "--config", config, "db1")).as(err()).isZero();
        assertThat(out().strip()).isEqualTo(KEYBOARD);
        assertThat(err()).contains("1 devices, adopted ", System.getProperty("user.name"));
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    @Test
    void whatIsNoBaselineIsRefusedWithTheLine() throws IOException {
        Path devices = folder.resolve("devices");
        Files.writeString(devices, KEYBOARD + "\n{\"interfaces\":[\"08:06:50\"]}\n");
        assertThat(run("baseline", "adopt", "--config", site.toString(), "db1", devices.toString()))
                .isEqualTo(1);
        assertThat(err()).contains("line 2: ", "by its id, serial or port");
        Files.writeString(devices, KEYBOARD);
        assertThat(run("baseline", "adopt", "--config", site.toString(), "db9", devices.toString()))
                .isEqualTo(1);
        assertThat(err()).contains("db9");
    }

    @Test
    void usbguardsRulesArePrintedAsABaselineAndTheRestIsNamed() throws IOException {
        Path rules = folder.resolve("rules.conf");
        Files.writeString(
                rules,
                """
                allow id 046d:c31c serial "" name "K" hash "z=" \
                via-port "1-1" with-interface 03:01:01
                reject id 1234:5678
                """);
        assertThat(run("agent", "baseline", "import", rules.toString())).isEqualTo(1);
        assertThat(out().strip()).isEqualTo(KEYBOARD);
        assertThat(err()).contains("rules.conf:2: ", "reject id 1234:5678");
    }
}
