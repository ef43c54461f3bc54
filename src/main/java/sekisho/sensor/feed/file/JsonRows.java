package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.JsonFields;
import sekisho.site.json.CanonicalJson;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rows of one JSON text: the objects of a list in it.
final class JsonRows extends Rows {
    /// Such a text is read as a whole; a longer file has an object on each line.
    private static final int LENGTH_MAX = 64 << 20;

    private static final String WHOLE = "whole";

    private final Iterator<?> objects;
    private long place;

    private JsonRows(FileText text, long size, List<?> objects) {
        super(text, size);
        this.objects = objects.iterator();
    }

    static JsonRows open(FileText text, long size, FileFormat.Json format)
            throws IOException, UnfitFile {
        if (size > LENGTH_MAX) {
            throw new UnfitFile(
                    "the file is longer than %d MB; hand it in as json-lines"
                            .formatted(LENGTH_MAX >> 20));
        }
        String all = text.readAllAsString();
        try {
            Map<String, @Nullable Object> whole =
                    JsonText.object("{\"" + WHOLE + "\":" + all + "}");
            Object found = new JsonFields(whole).at("/" + WHOLE + format.records());
            if (found instanceof List<?> objects) {
                return new JsonRows(text, size, objects);
            }
        } catch (Unreadable e) {
            throw new UnfitFile(String.valueOf(e.getMessage()));
        }
        throw new UnfitFile(
                "there is no list at \"%s\"; say with \"records\" where the records are"
                        .formatted(format.records()));
    }

    @Override
    @Nullable Row next() {
        if (!objects.hasNext()) {
            return null;
        }
        Object object = objects.next();
        place++;
        if (!(object instanceof Map<?, ?> map)) {
            return Row.unread(place, String.valueOf(object), "it is no object");
        }
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        String text = CanonicalJson.of(members);
        String fault = broken(text);
        return fault == null
                ? new Row(place, text, new JsonFields(members), null)
                : Row.unread(place, text, fault);
    }
}
