package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.Fields;

import java.util.List;

/// What tells the messages of a sender apart.
///
/// @param fields whose texts together no two messages share; none: nothing does. One that not every
///   message has ends with a question mark
public record Identity(List<String> fields) {
    public Identity {
        fields = List.copyOf(fields);
    }

    /// The identity of a message; null when it lacks a field that each should have.
    public @Nullable String of(Fields message) {
        var identity = new StringBuilder();
        for (String name : fields) {
            boolean optional = name.endsWith("?");
            String text = message.field(optional ? name.substring(0, name.length() - 1) : name);
            if (text == null && !optional) {
                return null;
            }
            if (text == null) {
                identity.append('-');
                continue;
            }
            identity.append(text.length()).append(':').append(text);
        }
        return identity.isEmpty() ? null : identity.toString();
    }
}
