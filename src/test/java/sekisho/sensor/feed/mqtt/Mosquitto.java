package sekisho.sensor.feed.mqtt;

import sekisho.rig.Rig;
import sekisho.rig.Until;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A broker in a process of its own, which keeps on the disk what it has promised.
public final class Mosquitto implements AutoCloseable {
    private final Path configuration;
    private final int port;
    private Process process;

    private Mosquitto(Path configuration, int port) throws Exception {
        this.configuration = configuration;
        this.port = port;
        this.process = run();
    }

    /// Starts a broker that keeps its sessions in a folder.
    public static Mosquitto start(Path folder) throws Exception {
        int port;
        try (var any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = any.getLocalPort();
        }
        Path store = Files.createDirectories(folder.resolve("broker"));
        Path configuration =
                Files.writeString(
                        folder.resolve("mosquitto.conf"),
                        """
                        listener %d 127.0.0.1
                        allow_anonymous true
                        user %s
                        persistence true
                        persistence_location %s/
                        autosave_interval 1
                        autosave_on_changes true
                        max_queued_messages 0
                        """
                                .formatted(port, System.getProperty("user.name"), store));
        return new Mosquitto(configuration, port);
    }

    public int port() {
        return port;
    }

    /// Kills it without a word.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Starts it again, with what it had kept.
    public void restart() throws Exception {
        process = run();
    }

    private Process run() throws Exception {
        Process started =
                new ProcessBuilder(Rig.program("mosquitto"), "-c", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(configuration.resolveSibling("mosquitto.log").toFile())
                        .start();
        Until.holds(
                "the broker listens",
                Duration.ofMinutes(1),
                () -> {
                    if (!started.isAlive()) {
                        throw new IOException(
                                "the broker ended: "
                                        + Files.readString(
                                                configuration.resolveSibling("mosquitto.log")));
                    }
                    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return socket.isConnected();
                    } catch (IOException _) {
                        return false;
                    }
                });
        return started;
    }

    /// Publishes texts at quality 1, one after the other; each is the broker's when this returns.
    public void publish(String topic, Iterable<String> texts, String... options) throws Exception {
        var command =
                new java.util.ArrayList<>(
                        java.util.List.of(
                                Rig.program("mosquitto_pub"),
                                "-h",
                                "127.0.0.1",
                                "-p",
                                Integer.toString(port),
                                "-q",
                                "1",
                                "-t",
                                topic,
                                "-l"));
        command.addAll(java.util.List.of(options));
        Process publisher = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = publisher.outputWriter(StandardCharsets.UTF_8)) {
            for (String text : texts) {
                in.write(text + "\n");
            }
        }
        if (publisher.waitFor() != 0) {
            throw new IOException(new String(publisher.getInputStream().readAllBytes()));
        }
    }

    @Override
    public void close() throws Exception {
        kill();
    }
}
