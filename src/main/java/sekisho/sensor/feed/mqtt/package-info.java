/// What a broker tells by MQTT, to facts.
///
/// - `TopicFilter` is which topics, with names for their levels; `MqttMessages` reads a message.
///   Both are pure.
/// - `MqttSensor` is the session with the broker, and the way to the reception. `app` builds it
///   from a [sekisho.sensor.feed.mqtt.MqttConfig].
///
/// MQTT 3.1.1 at its quality 1 sends a message at least once. That it is entered once needs an
/// `identity` in the site file: fields that no two messages share, such as a counter and the
/// device's start. Without one, what comes again is entered again, marked `redelivered`.
@NullMarked
package sekisho.sensor.feed.mqtt;

import org.jspecify.annotations.NullMarked;
