package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.Fields;

import java.time.Instant;
import java.util.Map;

/// One thing that a sender said.
///
/// @param text as it came; kept whole where it makes no fact
/// @param fields what was read in it; null: nothing, and `fault` says why
/// @param fault what is wrong with it, without a word of its own; null mostly
/// @param identity what no other message of its sender has, whatever else it says: one that comes
///   again under it is entered once. Null: nothing tells it from another
/// @param sent when its sender says that it sent it; null where it says nothing
/// @param beside members that go with its fact
public record Message(
        String text,
        @Nullable Fields fields,
        @Nullable String fault,
        @Nullable String identity,
        @Nullable Instant sent,
        Map<String, Object> beside) {
    public Message {
        beside = Map.copyOf(beside);
    }

    /// One that was read.
    public static Message of(
            String text, Fields fields, @Nullable String identity, @Nullable Instant sent) {
        return new Message(text, fields, null, identity, sent, Map.of());
    }

    /// One that can't be read.
    public static Message unread(String text, String fault, @Nullable String identity) {
        return new Message(text, null, fault, identity, null, Map.of());
    }

    /// The same, with the time at which its sender says that it sent it.
    public Message sentAt(@Nullable Instant at) {
        return new Message(text, fields, fault, identity, at, beside);
    }

    /// The same, with a member that goes with its fact.
    public Message with(String member, Object value) {
        Map<String, Object> more = new java.util.HashMap<>(beside);
        more.put(member, value);
        return new Message(text, fields, fault, identity, sent, more);
    }
}
