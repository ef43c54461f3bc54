package sekisho.app;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import sekisho.app.DemoIT.ShownAlarm;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Somebody who has signed in over HTTP, as a browser does.
final class SignedIn {
    private final HttpClient client;
    private final URI address;

    private SignedIn(HttpClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    static SignedIn at(String address, String user, String password) throws Exception {
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        URI base = URI.create(address);
        var request =
                HttpRequest.newBuilder(base.resolve("/api/session"))
                        .header("Content-Type", "application/json")
                        .header("X-Sekisho", "1")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"user\":\"%s\",\"password\":\"%s\"}"
                                                .formatted(user, password)))
                        .build();
        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        return new SignedIn(client, base);
    }

    Board board() throws Exception {
        var request = HttpRequest.newBuilder(address.resolve("/api/live")).build();
        return new Board(client.send(request, BodyHandlers.ofLines()).body());
    }

    /// The live board: the alarms it shows, each when it is shown for the first time.
    static final class Board implements AutoCloseable {
        private final Stream<String> lines;
        private final BlockingQueue<ShownAlarm> alarms = new LinkedBlockingQueue<>();

        private Board(Stream<String> lines) {
            this.lines = lines;
            Thread.ofPlatform().daemon().start(this::read);
        }

        /// So many alarms, or fewer when they have not come by then.
        List<ShownAlarm> alarms(int count, Duration atMost) throws InterruptedException {
            var shown = new ArrayList<ShownAlarm>();
            Instant end = Instant.now().plus(atMost);
            while (shown.size() < count) {
                long left = Duration.between(Instant.now(), end).toMillis();
                ShownAlarm next = alarms.poll(Math.max(0, left), TimeUnit.MILLISECONDS);
                if (next == null) {
                    break;
                }
                if (shown.stream().noneMatch(one -> one.finding() == next.finding())) {
                    shown.add(next);
                }
            }
            return shown;
        }

        /// The first alarm that is wanted.
        ShownAlarm first(Duration atMost, Predicate<ShownAlarm> wanted)
                throws InterruptedException {
            Instant end = Instant.now().plus(atMost);
            while (true) {
                long left = Duration.between(Instant.now(), end).toMillis();
                ShownAlarm next = alarms.poll(Math.max(0, left), TimeUnit.MILLISECONDS);
                if (next == null) {
                    throw new AssertionError("no such alarm within " + atMost);
                }
                if (wanted.test(next)) {
                    return next;
                }
            }
        }

        @Override
        public void close() {
            lines.close();
        }

        private void read() {
            try {
                lines.filter(line -> line.startsWith("data: {")).forEach(this::patch);
            } catch (java.io.UncheckedIOException e) {
                System.out.println("the live board ended: " + e.getMessage());
            }
        }

        private void patch(String line) {
            Instant arrived = Instant.now();
            try {
                Object list = JsonText.object(line.substring("data: ".length())).get("alarms");
                if (list instanceof List<?> shown) {
                    shown.forEach(alarm -> alarms.add(alarm((Map<?, ?>) alarm, arrived)));
                }
            } catch (Unreadable e) {
                throw new java.io.UncheckedIOException(new IOException(line, e));
            }
        }

        private static ShownAlarm alarm(Map<?, ?> alarm, Instant arrived) {
            var subject = new LinkedHashMap<String, String>();
            ((Map<?, ?>) member(alarm, "subject", Map.class))
                    .forEach((key, value) -> subject.put((String) key, (String) value));
            return new ShownAlarm(
                    member(alarm, "finding", Long.class),
                    member(alarm, "rule", String.class),
                    member(alarm, "zone", String.class),
                    subject,
                    Instant.parse(member(alarm, "recordedAt", String.class)),
                    arrived);
        }

        private static <T> T member(Map<?, ?> object, String name, Class<T> type) {
            return type.cast(requireNonNull(object.get(name), name));
        }
    }
}
