package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.json.CanonicalJson;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

class TlsTest {
    @TempDir private Path folder;

    @Test
    void overTlsTheCookieNeverLeavesItAndPlainTextIsNotAnswered() throws Exception {
        PemIdentity identity = PemIdentity.in(folder);
        try (var web = new RunningWeb(folder, null, identity.files());
                var client = HttpClient.newBuilder().sslContext(identity.trusting()).build()) {
            HttpResponse<String> answer =
                    client.send(signIn("https", web.port()), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("set-cookie").orElse("")).endsWith("; Secure");
            assertThat(answer.headers().firstValue("strict-transport-security")).isPresent();
            assertThatThrownBy(
                            () -> client.send(signIn("http", web.port()), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static HttpRequest signIn(String scheme, int port) {
        var form = Map.of("user", RunningWeb.USER, "password", RunningWeb.PASSWORD);
        return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/api/session"))
                .header("X-Sekisho", "1")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(CanonicalJson.of(form)))
                .build();
    }
}
