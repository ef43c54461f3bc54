package sekisho.edge;

import static org.assertj.core.api.Assertions.assertThat;

import static sekisho.edge.LinkSite.DB1;
import static sekisho.edge.LinkSite.SITE;

import io.vertx.core.Vertx;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Rig;
import sekisho.site.Observation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The archive for servers without a JDK: made, unpacked elsewhere, and run with an empty
/// environment.
class AgentArchiveIT {
    @TempDir Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stopWhatStillRuns() throws Exception {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test
    void theArchiveRunsWithoutAJdkAndInLittleMemory() throws Exception {
        Rig.require("the agent's archive", "tar");
        Path agent = unpacked().resolve("bin/sekisho-agent");
        var intake = new FakeIntake();
        var vertx = Vertx.vertx();
        var server =
                new LinkServer(
                        vertx,
                        new LinkServerConfig("127.0.0.1", 0, folder.resolve("keys")),
                        SITE,
                        intake,
                        InstantSource.system());
        server.start();
        try {
            String state = folder.resolve("state").toString();
            Process enrolment =
                    start(
                            agent.toString(),
                            "enroll",
                            "--state",
                            state,
                            "--station",
                            "127.0.0.1:" + server.port(),
                            "-");
            try (var in = enrolment.getOutputStream()) {
                String token = server.invite(DB1, "rig").text();
                in.write(token.getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(enrolment.waitFor()).as("exit code of the enrolment").isZero();
            Process running = start(agent.toString(), "--state", state);
            intake.await(Observation.SourceAlive.class, 1);
            System.out.println("agent of the archive: " + resident(running) + " kB resident");
            assertThat(resident(running)).as("kB").isPositive().isLessThanOrEqualTo(80 * 1024);
            running.destroy();
            assertThat(running.waitFor(20, TimeUnit.SECONDS)).as("stops by itself").isTrue();
            assertThat(intake.await(Observation.SourceLost.class, 1).getFirst().reason())
                    .isEqualTo("the agent was stopped");
        } finally {
            server.stop();
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private Path unpacked() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String jar = System.getProperty("sekisho.jar", "target/sekisho.jar");
        run(java.toString(), "hardware/usb/Archive.java", jar, folder.toString());
        Path archive;
        try (Stream<Path> files = Files.list(folder)) {
            archive = files.filter(file -> file.toString().endsWith(".tar.gz")).findAny().get();
        }
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        run(Rig.program("tar"), "-xzf", archive.toString(), "-C", elsewhere.toString());
        return elsewhere.resolve("sekisho-agent");
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    private Process start(String... command) throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("agent.log").toFile());
        builder.environment().clear();
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /// What the process holds in memory, in kB.
    private static long resident(Process process) throws IOException {
        try (Stream<String> lines =
                Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
