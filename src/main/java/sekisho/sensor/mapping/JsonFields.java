package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/// The members of a JSON object as a record: by name, or by a JSON pointer (RFC 6901) such as
/// `/event/doors/0` for what lies further in.
///
/// @param object as [sekisho.site.json.JsonText] reads it
public record JsonFields(Map<String, @Nullable Object> object) implements Fields {

    @Override
    public @Nullable String field(String name) {
        return text(name.startsWith("/") ? at(name) : object.get(name));
    }

    /// What a JSON pointer leads to; null when it leads nowhere.
    public @Nullable Object at(String pointer) {
        Object here = object;
        for (String escaped : pointer.substring(1).split("/", -1)) {
            String step = escaped.replace("~1", "/").replace("~0", "~");
            here =
                    switch (here) {
                        case Map<?, ?> map -> map.get(step);
                        case List<?> list -> element(list, step);
                        case null, default -> null;
                    };
        }
        return here;
    }

    private static @Nullable Object element(List<?> list, String step) {
        boolean isIndex = step.matches("0|[1-9][0-9]{0,8}");
        int index = isIndex ? Integer.parseInt(step) : list.size();
        return index < list.size() ? list.get(index) : null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case Long number -> number.toString();
            case Double number -> BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
            case Boolean truth -> truth.toString();
            case null, default -> null;
        };
    }
}
