package sekisho.sensor.feed.mqtt;

import org.jspecify.annotations.Nullable;

import sekisho.config.Endpoint;
import sekisho.sensor.SensorConfig;
import sekisho.sensor.feed.Identity;
import sekisho.sensor.feed.SecretFile;
import sekisho.sensor.feed.SenderConfig;

import java.nio.file.Path;
import java.util.List;

/// A broker, and the topics of it that tell facts.
///
/// @param tls null: without TLS
/// @param login null: without a name and a password
/// @param client the name under which the broker keeps what we have not acknowledged: it must never
///   change, and nobody else may have it
public record MqttConfig(
        SenderConfig sender,
        Endpoint broker,
        @Nullable Tls tls,
        @Nullable Login login,
        String client,
        List<TopicFilter> topics,
        Identity identity)
        implements SensorConfig {
    public MqttConfig {
        topics = List.copyOf(topics);
    }

    /// @param trusted certificates of the broker or of who has signed for it; null: whom this
    ///   machine trusts anyway
    /// @param certificate ours, with its key; null: the broker asks for none
    record Tls(@Nullable Path trusted, @Nullable Path certificate, @Nullable Path key) {}

    record Login(String user, SecretFile password) {}
}
