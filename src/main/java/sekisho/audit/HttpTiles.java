package sekisho.audit;

import org.jspecify.annotations.Nullable;

import sekisho.journal.tree.Tiles;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// A log that is served, by a station or by anybody who has a copy.
final class HttpTiles implements Tiles, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /// @param base such as `https://station/log/`
    HttpTiles(URI base) {
        String text = base.toString();
        this.base = URI.create(text.endsWith("/") ? text : text + '/');
    }

    @Override
    public byte @Nullable [] get(String path) throws IOException {
        URI address = base.resolve(path);
        try {
            HttpResponse<byte[]> response =
                    client.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            return switch (response.statusCode()) {
                case 200 -> response.body();
                case 404, 410 -> null;
                default ->
                        throw new IOException(
                                address + " answers with status " + response.statusCode());
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(address + " was not waited for");
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
