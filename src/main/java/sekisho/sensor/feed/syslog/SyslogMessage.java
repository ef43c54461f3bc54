package sekisho.sensor.feed.syslog;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// A syslog message, of RFC 5424 or as devices wrote them before it.
///
/// @param facility 0 to 23
/// @param severity 0 (emergency) to 7 (debug)
/// @param version 1; 0 for a message of the time before RFC 5424
/// @param at when its sender says it was; null where it says nothing, or nothing that is a time
/// @param host null where it says nothing; likewise `app`, `process` and `id`
/// @param data structured data: id of the element, name of the parameter, value
/// @param text the message itself, without a byte order mark
public record SyslogMessage(
        int facility,
        int severity,
        int version,
        @Nullable Instant at,
        @Nullable String host,
        @Nullable String app,
        @Nullable String process,
        @Nullable String id,
        SequencedMap<String, SequencedMap<String, String>> data,
        String text) {
    public SyslogMessage {
        var copy = new LinkedHashMap<String, SequencedMap<String, String>>();
        data.forEach((element, parameters) ->
                copy.put(
                        element,
                        Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parameters))));
        data = Collections.unmodifiableSequencedMap(copy);
    }

    /// The names of the fields that every message may have.
    static final java.util.List<String> FIELDS =
            java.util.List.of(
                    "facility", "severity", "time", "host", "app", "process", "id", "text");

    /// The message as named fields; what it does not say is not there. A parameter of the
    /// structured data is named `element/parameter`.
    public Map<String, String> fields() {
        var fields = new LinkedHashMap<String, String>();
        fields.put("facility", Integer.toString(facility));
        fields.put("severity", Integer.toString(severity));
        put(fields, "time", at == null ? null : at.toString());
        put(fields, "host", host);
        put(fields, "app", app);
        put(fields, "process", process);
        put(fields, "id", id);
        data.forEach((element, parameters) ->
                parameters.forEach((name, value) -> fields.put(element + '/' + name, value)));
        fields.put("text", text);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
