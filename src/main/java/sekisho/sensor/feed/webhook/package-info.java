/// Webhooks to facts: other systems post JSON, signed, and are answered when it is durable.
///
/// - `Signature` judges whether a request is genuine; pure.
/// - `WebhookSensor` is the listener, and the way to the reception. `app` builds it from a
///   [sekisho.sensor.feed.webhook.WebhookConfig].
@NullMarked
package sekisho.sensor.feed.webhook;

import org.jspecify.annotations.NullMarked;
