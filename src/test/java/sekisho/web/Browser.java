package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a browser does, without a page: keeps its cookie, sends the header that pages send.
final class Browser {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /// An answer, read as JSON.
    record Reply(int status, Map<String, @Nullable Object> body, HttpResponse<String> raw) {

        /// `field: code` of each error.
        List<String> errors() {
            return ((List<?>) require("errors"))
                    .stream()
                            .map(error -> (Map<?, ?>) error)
                            .map(error -> error.get("field") + ": " + error.get("code"))
                            .toList();
        }

        Object require(String name) {
            Object value = body.get(name);
            if (value == null) {
                throw new AssertionError(name + " is missing from " + raw.body());
            }
            return value;
        }

        /// A list of objects.
        @SuppressWarnings("unchecked")
        List<Map<String, Object>> list(String name) {
            return (List<Map<String, Object>>) require(name);
        }
    }

    private final int port;
    private @Nullable String cookie;

    Browser(int port) {
        this.port = port;
    }

    Reply signIn(String user, String password) {
        Reply reply = post("/api/session", Map.of("user", user, "password", password));
        reply.raw()
                .headers()
                .firstValue("set-cookie")
                .ifPresent(header -> cookie = header.split(";", 2)[0]);
        return reply;
    }

    @Nullable String cookie() {
        return cookie;
    }

    void setCookie(@Nullable String cookie) {
        this.cookie = cookie;
    }

    Reply get(String path) {
        return json(request(path).GET().build());
    }

    Reply post(String path, Map<String, ?> body) {
        return post(path, "application/json", CanonicalJson.of(body));
    }

    Reply post(String path, String contentType, String body) {
        return json(
                request(path)
                        .header("X-Sekisho", "1")
                        .header("Content-Type", contentType)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    Reply delete(String path) {
        return json(request(path).header("X-Sekisho", "1").DELETE().build());
    }

    HttpResponse<String> text(String path, String... headers) {
        HttpRequest.Builder request = request(path);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.GET().build());
    }

    HttpResponse<byte[]> bytes(String path) {
        try {
            return CLIENT.send(request(path).GET().build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Opens the live board.
    LiveEvents live(@Nullable String lastEventId) {
        HttpRequest.Builder request = request("/api/live");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        return live(request);
    }

    /// Opens the live board with the number behind the question mark.
    LiveEvents liveAfter(long known) {
        return live(request("/api/live?after=" + known));
    }

    private static LiveEvents live(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response =
                    CLIENT.send(request.GET().build(), BodyHandlers.ofInputStream());
            return new LiveEvents(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        return request;
    }

    Reply json(HttpRequest request) {
        HttpResponse<String> response = send(request);
        try {
            return new Reply(response.statusCode(), JsonText.object(response.body()), response);
        } catch (Unreadable e) {
            throw new AssertionError(response.statusCode() + " " + response.body(), e);
        }
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
