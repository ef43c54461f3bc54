package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// The log's own paths of the web server; that a whole log verifies over them is a test of `app`.
class ServedLogTest {
    private static final String NOTE =
            "sekisho/test\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
                    + "\n— sekisho/test AAAAAAA=\n";
    private static final String BY_A_WITNESS = "— witness.example BBBBBBA=\n";

    @TempDir Path temp;

    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable RunningWeb web;

    @AfterEach
    void stop() {
        if (web != null) {
            web.close();
        }
    }

    private void serve(@Nullable String token) throws Exception {
        Path log = Files.createDirectories(temp.resolve("log"));
        Files.createDirectories(log.resolve("tile/entries"));
        Files.createDirectories(log.resolve("tile/0/000.p"));
        Files.writeString(log.resolve("checkpoint"), NOTE);
        Files.writeString(log.resolve("checkpoints"), NOTE);
        Files.write(log.resolve("tile/0/000.p/3"), new byte[96]);
        Files.write(log.resolve("tile/entries/000"), new byte[5_000]);
        Files.writeString(temp.resolve("secret"), "secret");
        web = new RunningWeb(temp.resolve("web"), new WebConfig.Log(log, token));
    }

    private HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    private HttpResponse<byte[]> send(String method, String path, String... headers)
            throws Exception {
        int port = java.util.Objects.requireNonNull(web).port();
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void theCheckpointIsTextThatNobodyKeeps() throws Exception {
        serve(null);
        var answer = get("/log/checkpoint");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(NOTE);
        assertThat(header(answer, "content-type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }

    @Test
    void theCheckpointCarriesTheCosignatureThatBelongsToIt() throws Exception {
        serve(null);
        Files.writeString(temp.resolve("log/cosigned"), NOTE + BY_A_WITNESS);
        assertThat(get("/log/checkpoint").body())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(NOTE + BY_A_WITNESS);
        Files.writeString(
                temp.resolve("log/cosigned"), NOTE.replace("\n3\n", "\n2\n") + BY_A_WITNESS);
        assertThat(get("/log/checkpoint").body()).asString(StandardCharsets.UTF_8).isEqualTo(NOTE);
    }

    @Test
    void aSpoiltCosignatureSpoilsNoCheckpoint() throws Exception {
        serve(null);
        Files.writeString(temp.resolve("log/cosigned"), "what is this");
        assertThat(get("/log/checkpoint").body()).asString(StandardCharsets.UTF_8).isEqualTo(NOTE);
    }

    @Test
    void tilesAreBytesThatNeverChange() throws Exception {
        serve(null);
        var answer = get("/log/tile/0/000.p/3");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).hasSize(96);
        assertThat(header(answer, "content-type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "cache-control"))
                .isEqualTo("public, max-age=31536000, immutable");
    }

    @Test
    void entriesArePackedForWhoAsksForIt() throws Exception {
        serve(null);
        assertThat(get("/log/tile/entries/000").body()).hasSize(5_000);
        var packed = get("/log/tile/entries/000", "Accept-Encoding", "br, gzip");
        assertThat(header(packed, "content-encoding")).isEqualTo("gzip");
        assertThat(unpacked(packed.body())).hasSize(5_000);
        assertThat(packed.body()).hasSizeLessThan(200);
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/log/",
                "/log/checkpoints",
                "/log/../secret",
                "/log/%2e%2e/secret",
                "/log/tile/../../secret",
                "/log/tile/0/000.p/4",
                "/log/tile/0/001"
            })
    void whatIsNoFileOfTheLogIsNotThere(String path) throws Exception {
        serve(null);
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(header(answer, "cache-control")).isEqualTo("no-store");
    }

    @Test
    void itIsOnlyRead() throws Exception {
        serve(null);
        for (String method : new String[] {"POST", "PUT", "DELETE"}) {
            assertThat(send(method, "/log/checkpoint").statusCode()).as(method).isEqualTo(405);
        }
        var head = send("HEAD", "/log/checkpoint");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void withoutTheTokenNobodyLearnsEvenWhatIsThere() throws Exception {
        serve("an auditor's token");
        for (String path : new String[] {"/log/checkpoint", "/log/tile/0/000.p/3", "/log/what"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer another").statusCode()).isEqualTo(401);
        }
        var answer = get("/log/tile/0/000.p/3", "Authorization", "Bearer an auditor's token");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "cache-control")).startsWith("private");
    }

    @Test
    void aLogThatIsNotServedIsNotThere() throws Exception {
        web = new RunningWeb(temp.resolve("web"));
        assertThat(get("/log/checkpoint").statusCode()).isEqualTo(404);
    }
}
