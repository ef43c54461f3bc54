package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A station in a process of its own, on a small site, and somebody at its desk.
final class StationProcess implements AutoCloseable {
    private final Process process;
    private final URI address;
    private final String user;
    private final String password;
    private final HttpClient client;

    private StationProcess(Process process, URI address, String user, String password) {
        this.process = process;
        this.address = address;
        this.user = user;
        this.password = password;
        this.client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    /// Starts the product's own jar with its data in `FOLDER/data`.
    static StationProcess start(Path folder) throws Exception {
        Path site =
                Files.writeString(
                        folder.resolve("site.yaml"),
                        """
                        site: 電算室
                        timezone: Asia/Tokyo
                        zones:
                          - id: room
                            hours: always
                        people:
                          - {id: p-1, name: 青木 一郎}
                        data: data
                        web: {listen: "127.0.0.1:0"}
                        """);
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                "-jar",
                                System.getProperty("sekisho.jar"),
                                "run",
                                "--config",
                                site.toString())
                        .redirectErrorStream(true)
                        .start();
        return greeted(process);
    }

    private static StationProcess greeted(Process process) throws IOException {
        String board = "";
        String[] signIn = {};
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            System.out.println("station: " + line);
            String text = line.strip();
            if (text.startsWith("board ")) {
                board = text.substring("board ".length()).strip();
            } else if (text.startsWith("sign in as ")) {
                signIn = text.split("\\s+");
            } else if (text.startsWith("stop with")) {
                break;
            }
        }
        if (board.isEmpty() || signIn.length < 6) {
            process.destroyForcibly();
            throw new IOException("the station ended before it greeted");
        }
        Thread.ofPlatform().daemon().start(() -> tell(out));
        return new StationProcess(process, URI.create(board), signIn[3], signIn[5]);
    }

    private static void tell(BufferedReader out) {
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                System.out.println("station: " + line);
            }
        } catch (IOException e) {
            System.out.println("the station says no more: " + e.getMessage());
        }
    }

    long pid() {
        return process.pid();
    }

    /// Signs in; the status of the answer.
    int signIn() throws Exception {
        return post(
                        "/api/session",
                        "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password))
                .statusCode();
    }

    /// Registers a visitor of this name.
    HttpResponse<String> register(String name) throws Exception {
        return post(
                "/api/visits",
                """
                {"zone":"room","kind":"guest","name":"%s","company":"保守","purpose":"点検",\
                "escort":"p-1","plannedExit":"2099-01-01T00:00:00Z","carriedItems":[]}
                """
                        .formatted(name));
    }

    HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address.resolve(path)).build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /// What a browser that opens the board is told at first.
    String board() throws Exception {
        var request = HttpRequest.newBuilder(address.resolve("/api/live")).build();
        try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow();
        }
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(address.resolve(path))
                        .header("Content-Type", "application/json")
                        .header("X-Sekisho", "1")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /// Stops it in order.
    void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("stops by itself").isTrue();
        assertThat(process.exitValue()).isEqualTo(143);
    }

    @Override
    public void close() {
        client.close();
        process.destroyForcibly();
    }

    /// Runs a program to its end.
    static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    }
}
