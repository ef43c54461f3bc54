package sekisho.site.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parses one JSON object into plain values: `Map` (in the text's order), `List`, `String`, `Long`,
/// `Double`, `Boolean` and null.
public final class JsonText {
    /// No fact is deeper; a text that is, is not a fact.
    private static final int DEPTH_MAX = 32;

    private static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(1 << 20)
                                    .maxNumberLength(40)
                                    .build())
                    .build();

    private JsonText() {}

    /// Parses UTF-8 bytes that hold exactly one object.
    ///
    /// @throws Unreadable with the column and the reason when they do not
    public static Map<String, @Nullable Object> object(byte[] utf8, int offset, int length)
            throws Unreadable {
        Map<String, @Nullable Object> plain = PlainObject.read(utf8, offset, length);
        if (plain != null) {
            return plain;
        }
        try (JsonParser parser = FACTORY.createParser(utf8, offset, length)) {
            return whole(parser);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new Unreadable("not readable as UTF-8 JSON: " + e.getMessage());
        }
    }

    /// Parses a text that holds exactly one object; errors as above.
    public static Map<String, @Nullable Object> object(String text) throws Unreadable {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return whole(parser);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new Unreadable("not readable as JSON: " + e.getMessage());
        }
    }

    private static Map<String, @Nullable Object> whole(JsonParser parser)
            throws IOException, Unreadable {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new Unreadable("a fact is one JSON object, and this does not begin with {");
        }
        Map<String, @Nullable Object> object = members(parser);
        if (parser.nextToken() != null) {
            throw new Unreadable("there is more on the line behind the JSON object");
        }
        return object;
    }

    private static Map<String, @Nullable Object> members(JsonParser parser)
            throws IOException, Unreadable {
        var members = new LinkedHashMap<String, @Nullable Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            int before = members.size();
            members.put(name, value(parser));
            if (members.size() == before) {
                throw new Unreadable("the member \"" + name + "\" is there twice");
            }
        }
        return members;
    }

    private static List<@Nullable Object> elements(JsonParser parser)
            throws IOException, Unreadable {
        var elements = new ArrayList<@Nullable Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static @Nullable Object value(JsonParser parser) throws IOException, Unreadable {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> members(parser);
            case START_ARRAY -> elements(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> finite(parser);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    throw new Unreadable("unexpected " + token);
        };
    }

    /// RFC 8785 knows doubles only: an integer that a double can't hold exactly stays a `Long` as
    /// long as it fits one. Beyond that it is a double, if that is written with the same digits.
    private static Object integer(JsonParser parser) throws IOException, Unreadable {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> large(parser);
        };
    }

    private static Double large(JsonParser parser) throws IOException, Unreadable {
        Double value = finite(parser);
        if (new BigDecimal(value.toString()).compareTo(parser.getDecimalValue()) != 0) {
            throw new Unreadable("the number " + parser.getText() + " has too many digits");
        }
        return value;
    }

    private static Double finite(JsonParser parser) throws IOException, Unreadable {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw new Unreadable("the number " + parser.getText() + " is too large");
        }
        return value;
    }

    private static Unreadable unreadable(JsonProcessingException e) {
        var at = e.getLocation();
        String where = at == null ? "" : " at column " + at.getColumnNr();
        String reason = e.getOriginalMessage();
        int detail = reason.indexOf('\n');
        return new Unreadable(
                "not JSON" + where + ": " + (detail < 0 ? reason : reason.substring(0, detail)));
    }
}
