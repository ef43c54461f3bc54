package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.Fields;

import java.util.List;

/// What tells the messages of a sender apart.
///
/// @param fields whose texts together no two messages share; none: nothing does
public record Identity(List<String> fields) {
    public Identity {
        fields = List.copyOf(fields);
    }

    /// The identity of a message; null when it lacks one of the fields.
    public @Nullable String of(Fields message) {
        var identity = new StringBuilder();
        for (String name : fields) {
            String text = message.field(name);
            if (text == null) {
                return null;
            }
            identity.append(text.length()).append(':').append(text);
        }
        return identity.isEmpty() ? null : identity.toString();
    }
}
