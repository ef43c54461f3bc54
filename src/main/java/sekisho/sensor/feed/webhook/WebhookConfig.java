package sekisho.sensor.feed.webhook;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.sensor.SensorConfig;
import sekisho.sensor.feed.Identity;
import sekisho.sensor.feed.SecretFile;
import sekisho.sensor.feed.SenderConfig;
import sekisho.sensor.feed.TlsFiles;

import java.util.List;

/// Where webhooks are taken, and whose.
///
/// @param tls null: plain HTTP
public record WebhookConfig(Endpoint listen, @Nullable TlsFiles tls, List<From> senders)
        implements SensorConfig {
    public WebhookConfig {
        senders = List.copyOf(senders);
    }

    /// One sender; it posts to `/hooks/<id>`.
    ///
    /// @param secrets by which its requests are known to be its own
    /// @param each where in a body its messages are; null: the body is one, or an array of them
    /// @param identity of its messages; where they have none, that of the request counts
    public record From(
            SenderConfig sender,
            Signature signature,
            SecretFile secrets,
            @Nullable String each,
            Identity identity) {}
}
