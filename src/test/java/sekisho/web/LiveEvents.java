package sekisho.web;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The events of a live board as they come in.
final class LiveEvents implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 30;

    /// One event; `id` is absent from beats.
    record Event(@Nullable String id, String name, Map<String, @Nullable Object> data) {

        boolean isWhole() {
            return Boolean.TRUE.equals(data.get("whole"));
        }

        long sequence() {
            return (Long) java.util.Objects.requireNonNull(data.get("sequence"));
        }

        /// The list of that name, by the id of its items.
        @SuppressWarnings("unchecked")
        java.util.List<Map<String, Object>> list(String list) {
            return (java.util.List<Map<String, Object>>)
                    java.util.Objects.requireNonNull(data.get(list));
        }
    }

    private final HttpResponse<InputStream> response;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    LiveEvents(HttpResponse<InputStream> response) {
        this.response = response;
        Thread.ofVirtual().start(this::read);
    }

    int status() {
        return response.statusCode();
    }

    /// The next event that tells of the board.
    Event next() throws InterruptedException {
        while (true) {
            Event event = any();
            if (event.name().equals("message")) {
                return event;
            }
        }
    }

    /// The next event of any kind.
    Event any() throws InterruptedException {
        Event event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("no event came");
        }
        return event;
    }

    /// Waits for the event that tells of an entry, and tells how many came up to it.
    int until(long sequence) throws InterruptedException {
        int count = 1;
        while (next().sequence() < sequence) {
            count++;
        }
        return count;
    }

    private void read() {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String id = null;
            String name = "message";
            String data = null;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && data != null) {
                    events.add(new Event(id, name, JsonText.object(data)));
                    id = null;
                    name = "message";
                    data = null;
                }
            }
        } catch (IOException | Unreadable _) {
            // Closed by one side or the other: whoever waits for an event notices.
        }
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
