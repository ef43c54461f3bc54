package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/// One record: texts by name.
@FunctionalInterface
public interface Fields {

    /// The text of a field; null when the record has no such field.
    @Nullable String field(String name);

    /// The fields of a map.
    static Fields of(Map<String, String> texts) {
        return texts::get;
    }
}
