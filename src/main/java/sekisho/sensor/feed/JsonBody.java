package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.Fields;
import sekisho.sensor.mapping.JsonFields;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// What stands in a body of JSON: one object, an array of them, or one in each line. Pure and
/// total: whatever it is, every piece of it comes out, read or not.
public final class JsonBody {
    private JsonBody() {}

    /// A piece of a body.
    ///
    /// @param text as it came; of an element of an array, its canonical form
    /// @param fields by name or by JSON pointer; null when it can't be read
    /// @param fault why it can't be read; null when it can
    public record Piece(String text, @Nullable Fields fields, @Nullable String fault) {

        static Piece unread(String text, String fault) {
            return new Piece(text, null, fault);
        }

        /// The piece as a message.
        public Message message(@Nullable String identity) {
            return fields == null
                    ? Message.unread(text, fault == null ? "it can't be read" : fault, identity)
                    : Message.of(text, fields, identity, null);
        }
    }

    /// The pieces of a body.
    ///
    /// @param each JSON pointer of an array: each of its elements is a piece, and what stands
    ///   around the array is found by its pointers, too. Null: the whole is one
    public static List<Piece> pieces(byte[] body, @Nullable String each) {
        String text = text(body);
        if (text == null) {
            return List.of(Piece.unread(HexFormat.of().formatHex(body), "its body is not UTF-8"));
        }
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return List.of(Piece.unread(text, "its body is empty"));
        }
        try {
            if (stripped.startsWith("[")) {
                var wrapped = JsonText.object("{\"all\":" + stripped + "}");
                return elements(wrapped.get("all"), Map.of());
            }
            return whole(stripped, each);
        } catch (Unreadable e) {
            return stripped.indexOf('\n') < 0
                    ? List.of(Piece.unread(text, "its body is no JSON"))
                    : lines(stripped, each);
        }
    }

    private static List<Piece> whole(String text, @Nullable String each) throws Unreadable {
        Map<String, @Nullable Object> object = JsonText.object(text);
        return each == null
                ? List.of(new Piece(text, new JsonFields(object), null))
                : elements(at(object, each), object);
    }

    private static List<Piece> lines(String text, @Nullable String each) {
        List<Piece> pieces = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (line.isBlank()) {
                continue;
            }
            try {
                pieces.addAll(whole(line.strip(), each));
            } catch (Unreadable e) {
                pieces.add(Piece.unread(line, "a line of its body is no JSON object"));
            }
        }
        return pieces;
    }

    private static List<Piece> elements(
            @Nullable Object found, Map<String, @Nullable Object> around) {
        if (!(found instanceof List<?> list)) {
            return List.of(Piece.unread(written(around), "there is no array where \"each\" says"));
        }
        List<Piece> pieces = new ArrayList<>();
        var outer = new JsonFields(around);
        for (Object element : list) {
            pieces.add(element(element, outer));
        }
        return pieces;
    }

    @SuppressWarnings("unchecked")
    private static Piece element(@Nullable Object element, JsonFields outer) {
        if (!(element instanceof Map<?, ?> object)) {
            return Piece.unread(String.valueOf(element), "an element of its array is no object");
        }
        var members = (Map<String, @Nullable Object>) object;
        var inner = new JsonFields(members);
        return new Piece(
                written(members),
                name -> {
                    String text = inner.field(name);
                    return text == null ? outer.field(name) : text;
                },
                null);
    }

    /// Canonical, unless there is half a character in it.
    private static String written(Map<String, @Nullable Object> members) {
        try {
            return CanonicalJson.of(members);
        } catch (IllegalArgumentException _) {
            return members.toString();
        }
    }

    private static @Nullable Object at(Map<String, @Nullable Object> object, String pointer) {
        Object here = object;
        for (String step : pointer.substring(1).split("/", -1)) {
            here =
                    here instanceof Map<?, ?> map
                            ? map.get(step.replace("~1", "/").replace("~0", "~"))
                            : null;
        }
        return here;
    }

    private static @Nullable String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
