package sekisho.web;

import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;

import sekisho.site.Recording;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

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

    /// How soon a browser hears that nothing is recorded any more.
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final Board board;
    private final Supplier<Recording> recording;
    private final BoardJson json;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(BROWSERS_MAX);

    /// @param recording whether facts are taken in now
    LiveBoard(Board board, Supplier<Recording> recording, BoardJson json, InstantSource clock) {
        this.board = board;
        this.recording = recording;
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
        Recording told = recording.get();
        if (first.isEmpty()) {
            beat(response, told);
        } else {
            write(response, first, told);
        }
        long known = first.sequence();
        while (signedIn.getAsBoolean()) {
            Thread.sleep(GAP);
            if (!await(known, told)) {
                told = recording.get();
                beat(response, told);
                continue;
            }
            told = recording.get();
            Patch patch = board.since(known);
            known = patch.sequence();
            if (!patch.isEmpty()) {
                write(response, patch, told);
            }
        }
    }

    /// Waits for an entry, no longer than a heartbeat, or until there is something new to say about
    /// the recording.
    ///
    /// @return whether there is an entry
    private boolean await(long known, Recording told) throws InterruptedException {
        for (long slices = HEARTBEAT.dividedBy(LOOK_EVERY); slices > 0; slices--) {
            if (board.awaitBeyond(known, LOOK_EVERY)) {
                return true;
            }
            if (recording.get().state() != told.state()) {
                return false;
            }
        }
        return false;
    }

    private void write(HttpServerResponse response, Patch patch, Recording now) {
        String data = json.text(patch, now, clock.instant());
        BrowserGone.unlessTaken(response, "id: " + patch.sequence() + "\ndata: " + data + "\n\n");
    }

    /// An event by a name of its own: a browser's script can't see comments, and must know that it
    /// is not looking at an old board.
    private void beat(HttpServerResponse response, Recording now) {
        String data = BoardJson.beat(now, clock.instant());
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
