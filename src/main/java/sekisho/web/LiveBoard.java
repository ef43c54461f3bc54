package sekisho.web;

import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.CanonicalJson;
import sekisho.site.json.Times;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/// Sends the board to browsers as server-sent events. The id of an event is the journal's sequence,
/// so a browser that comes back says what it knows, and gets the rest.
///
/// Each browser has a virtual thread of its own that waits for every write. So nothing is queued
/// for anybody: what happens while a browser is slow reaches it as one change, and a browser that
/// reads nothing keeps only its own thread waiting.
final class LiveBoard {
    /// How often a browser hears something although nothing happens.
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /// How soon a browser that lost the station looks for it again.
    private static final int RETRY_MILLIS = 2000;

    /// Between two messages to one browser; nobody sees more than so many changes a second.
    private static final Duration GAP = Duration.ofMillis(50);

    /// Each takes a connection and a little memory.
    private static final int BROWSERS_MAX = 500;

    private final Board board;
    private final BoardJson json;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(BROWSERS_MAX);

    LiveBoard(Board board, BoardJson json, InstantSource clock) {
        this.board = board;
        this.json = json;
        this.clock = clock;
    }

    /// Sends until the browser goes away or its session ends.
    void follow(Call call, BooleanSupplier signedIn) throws InterruptedException {
        if (!places.tryAcquire()) {
            throw new Refusal(503, Problem.of("busy"));
        }
        try {
            HttpServerResponse response = call.context().response();
            Thread here = Thread.currentThread();
            response.exceptionHandler(_ -> here.interrupt());
            response.closeHandler(_ -> here.interrupt());
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream; charset=utf-8")
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Accel-Buffering", "no");
            BrowserGone.unlessTaken(response, "retry: " + RETRY_MILLIS + "\n\n");
            String known = call.header("Last-Event-ID");
            send(response, board(known == null ? call.query("after") : known), signedIn);
            response.end();
        } finally {
            places.release();
        }
    }

    private void send(HttpServerResponse response, Patch first, BooleanSupplier signedIn)
            throws InterruptedException {
        if (first.isEmpty()) {
            beat(response);
        } else {
            write(response, first);
        }
        long known = first.sequence();
        while (signedIn.getAsBoolean()) {
            Thread.sleep(GAP);
            if (!board.awaitBeyond(known, HEARTBEAT)) {
                beat(response);
                continue;
            }
            Patch patch = board.since(known);
            known = patch.sequence();
            if (!patch.isEmpty()) {
                write(response, patch);
            }
        }
    }

    private void write(HttpServerResponse response, Patch patch) {
        String data = json.text(patch, clock.instant());
        BrowserGone.unlessTaken(response, "id: " + patch.sequence() + "\ndata: " + data + "\n\n");
    }

    /// An event by a name of its own: a browser's script can't see comments, and must know that it
    /// is not looking at an old board.
    private void beat(HttpServerResponse response) {
        String now = Times.write(clock.instant());
        String data = CanonicalJson.of(Map.of("now", now));
        BrowserGone.unlessTaken(response, "event: beat\ndata: " + data + "\n\n");
    }

    private Patch board(@Nullable String lastEventId) {
        if (lastEventId == null) {
            return board.whole();
        }
        try {
            return board.since(Long.parseLong(lastEventId));
        } catch (NumberFormatException _) {
            return board.whole();
        }
    }
}
