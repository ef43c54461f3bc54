package sekisho.sensor.feed.mqtt;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.feed.Identity;
import sekisho.sensor.feed.JsonBody;
import sekisho.sensor.feed.Message;
import sekisho.sensor.mapping.Fields;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What is read in the messages of a broker. Pure.
///
/// The fields are the named levels of the topic, `topic` itself, and what the payload has: of JSON
/// its members, of any other text `text`.
record MqttMessages(List<TopicFilter> topics, Identity identity) {

    /// Reads a message.
    ///
    /// @param retained the broker had kept it: it is from before we listened
    /// @param repeated it may have come before
    Message read(String topic, byte[] payload, boolean retained, boolean repeated) {
        Map<String, String> levels = levels(topic);
        if (levels == null) {
            return Message.unread(whole(topic, payload), "nobody asked for its topic", null);
        }
        JsonBody.Piece json = json(payload);
        String text = text(payload);
        if (json == null && text == null) {
            return Message.unread(
                    whole(topic, payload), "its payload is neither JSON nor text", null);
        }
        Fields fields =
                name -> {
                    String level = levels.get(name);
                    if (level != null) {
                        return level;
                    }
                    return switch (name) {
                        case "topic" -> topic;
                        case "text" -> text;
                        default ->
                                json == null || json.fields() == null
                                        ? null
                                        : json.fields().field(name);
                    };
                };
        String known = identity.of(fields);
        if (retained && known == null) {
            return Message.unread(
                    whole(topic, payload),
                    "it was retained, and without an identity nobody knows whether it is new",
                    null);
        }
        Message message =
                Message.of(text == null ? whole(topic, payload) : text, fields, known, null);
        message = retained ? message.with("retained", true) : message;
        return repeated && known == null ? message.with("redelivered", true) : message;
    }

    private @Nullable Map<String, String> levels(String topic) {
        for (TopicFilter one : topics) {
            Map<String, String> levels = one.match(topic);
            if (levels != null) {
                return levels;
            }
        }
        return null;
    }

    private static JsonBody.@Nullable Piece json(byte[] payload) {
        List<JsonBody.Piece> pieces = JsonBody.pieces(payload, null);
        return pieces.size() == 1 && pieces.getFirst().fields() != null ? pieces.getFirst() : null;
    }

    private static @Nullable String text(byte[] payload) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    private static String whole(String topic, byte[] payload) {
        String text = text(payload);
        return topic + '\n' + (text == null ? HexFormat.of().formatHex(payload) : text);
    }
}
