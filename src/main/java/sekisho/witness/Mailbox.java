package sekisho.witness;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// An address that is posted to, and answers within a time and a length.
final class Mailbox {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI address;
    private final int answerMax;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    /// @param name the last part of the address; empty: the address itself
    Mailbox(URI prefix, String name, int answerMax) {
        String text = prefix.toString();
        this.address =
                name.isEmpty() || text.endsWith("/")
                        ? URI.create(text + name)
                        : URI.create(text + '/' + name);
        this.answerMax = answerMax;
    }

    /// @throws IOException with a sentence for the board, when there is no answer
    HttpResponse<byte[]> send(byte[] body, String type) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address)
                        .timeout(PATIENCE)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        var whole = BodyHandlers.limiting(BodyHandlers.ofByteArray(), answerMax);
        try {
            return client.sendAsync(request, whole).get(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            String reason =
                    switch (e.getCause()) {
                        case ConnectException _, HttpConnectTimeoutException _ ->
                                "no connection to ";
                        case HttpTimeoutException _ -> "no answer from ";
                        case null, default -> "no whole answer from ";
                    };
            throw new IOException(reason + address.getHost(), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer from " + address.getHost(), e);
        }
    }
}
