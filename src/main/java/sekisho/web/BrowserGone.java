package sekisho.web;

import io.vertx.core.http.HttpServerResponse;

/// The browser went away in the middle of an answer. Nothing is wrong: browsers do.
final class BrowserGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    private BrowserGone(Throwable cause) {
        super(cause);
    }

    /// Sends a piece of an answer, and comes back when there is room for the next.
    ///
    /// @throws BrowserGone when nobody is there to take it, or when the station stops
    static void unlessTaken(HttpServerResponse response, String piece) {
        try {
            response.write(piece).await();
        } catch (Exception e) {
            // The failure of a write comes out of `await` as it is, checked or not.
            throw new BrowserGone(e);
        }
    }
}
