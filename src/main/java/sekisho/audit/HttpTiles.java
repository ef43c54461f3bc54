package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.Tiles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPInputStream;

/// A log that is served, by a station or by anybody who has a copy.
final class HttpTiles implements Tiles, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// 256 entries of 65,535 bytes, each with its length.
    private static final int BODY_MAX = 256 * (2 + 65_535);

    private final URI base;
    private final @Nullable String token;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /// @param base such as `https://station/log/`
    /// @param token what the station asks its auditors for; absent: nothing
    HttpTiles(URI base, @Nullable String token) {
        this.token = token;
        String text = base.toString();
        this.base = URI.create(text.endsWith("/") ? text : text + '/');
    }

    @Override
    public byte @Nullable [] get(String path) throws IOException {
        URI address = base.resolve(path);
        try {
            HttpResponse<byte[]> response =
                    client.send(request(address), HttpResponse.BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> body(response);
                case 404, 410 -> null;
                case 401, 403 ->
                        throw new IOException(
                                address
                                        + " is not for everybody: give the auditors' token with"
                                        + " --token");
                default ->
                        throw new IOException(
                                address + " answers with status " + response.statusCode());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(address + " was not waited for");
        }
    }

    private HttpRequest request(URI address) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).header("Accept-Encoding", "gzip");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    private static byte[] body(HttpResponse<byte[]> response) throws IOException {
        if (!response.headers().firstValue("Content-Encoding").orElse("").equals("gzip")) {
            return response.body();
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            byte[] body = in.readNBytes(BODY_MAX + 1);
            if (body.length > BODY_MAX) {
                throw new IOException(response.uri() + " is longer than any file of a log");
            }
            return body;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
