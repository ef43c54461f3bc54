package sekisho.sensor.feed.webhook;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.feed.Delivery.Settled;
import sekisho.site.json.CanonicalJson;

import java.util.Map;

/// What a sender is answered: whether to send it again, and what to do first.
///
/// @param retryAfter seconds; null: it is of no use to send the same again
record WebhookAnswer(int status, String body, @Nullable Integer retryAfter) {
    static WebhookAnswer refused(int status, String code, String message) {
        return new WebhookAnswer(status, error(code, message), null);
    }

    /// Nothing was recorded, and it is not the sender's fault.
    static WebhookAnswer later(String reason) {
        return new WebhookAnswer(
                503, error("not-recorded", reason + "; send it again, unchanged"), 5);
    }

    static WebhookAnswer of(Settled settled) {
        return switch (settled) {
            case Settled.Durable durable ->
                    new WebhookAnswer(
                            200,
                            CanonicalJson.of(
                                    Map.of(
                                            "facts",
                                            durable.facts(),
                                            "ignored",
                                            durable.ignored(),
                                            "unread",
                                            durable.unread())),
                            null);
            case Settled.NotRecorded(String reason) -> later(reason);
        };
    }

    private static String error(String code, String message) {
        return CanonicalJson.of(Map.of("error", code, "message", message));
    }
}
