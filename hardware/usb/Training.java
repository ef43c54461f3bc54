import io.vertx.core.Vertx;

import sekisho.edge.Enrolment;
import sekisho.edge.LinkServer;
import sekisho.edge.LinkServerConfig;
import sekisho.site.Intake;
import sekisho.site.MachineId;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.ZoneId;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Lets an agent work for a while for a station that keeps nothing, and leaves its classes as the
/// JVM wants to have them in memory: the agent then takes less of it, and starts faster.
///
///     java -cp JAR hardware/usb/Training.java JAVA OPTIONS AGENT_JAR FOLDER ARCHIVE.jsa
final class Training {
    private static final int SECONDS = 12;

    private Training() {}

    public static void main(String[] arguments) throws Exception {
        String java = arguments[0];
        String options = arguments[1];
        String jar = arguments[2];
        Path folder = Path.of(arguments[3]);
        String archive = arguments[4];
        var zone = new ZoneId("training");
        var machine = new MachineId("training");
        var site =
                new Site(
                        "Training",
                        ZoneOffset.UTC,
                        List.of(new Site.Zone(zone, "Training", null, null)),
                        List.of(),
                        List.of(),
                        List.of(new Site.Machine(machine, "Training", zone)));
        Files.createDirectories(folder);
        var vertx = Vertx.vertx();
        var config = new LinkServerConfig("127.0.0.1", 0, folder.resolve("keys"));
        var server =
                new LinkServer(vertx, config, site, new Nowhere(), InstantSource.system());
        server.start();
        Path state = folder.resolve("state");
        Enrolment.enrol(server.invite(machine, "training"), "127.0.0.1", server.port(), state);
        Process agent =
                new ProcessBuilder(
                                java,
                                "@" + options,
                                "-XX:ArchiveClassesAtExit=" + archive,
                                "-jar",
                                jar,
                                "agent",
                                "--state",
                                state.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("training.log").toFile())
                        .start();
        if (agent.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "the agent ended: " + Files.readString(folder.resolve("training.log")));
        }
        agent.destroy();
        agent.waitFor();
        server.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        System.exit(Files.exists(Path.of(archive)) ? 0 : 1);
    }

    /// Takes everything and keeps nothing.
    private static final class Nowhere implements Intake {
        @Override
        public CompletableFuture<Receipt> offer(List<Sighting> sightings) {
            return CompletableFuture.completedFuture(new Receipt(0, 0));
        }

        @Override
        public Receipt submit(List<Sighting> sightings) {
            return new Receipt(0, 0);
        }
    }
}
