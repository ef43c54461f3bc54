package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.JsonFields;
import sekisho.site.json.JsonText;
import sekisho.site.json.Unreadable;

import java.io.IOException;

/// The rows of a file with an object of JSON on each line.
final class JsonLineRows extends Rows {
    private long line;

    JsonLineRows(FileText text, long size) {
        super(text, size);
    }

    @Override
    @Nullable Row next() throws IOException {
        String read = text().readLine();
        while (read != null && read.isBlank()) {
            line++;
            read = text().readLine();
        }
        line++;
        if (read == null) {
            return null;
        }
        String fault = broken(read);
        try {
            return fault == null
                    ? new Row(line, read, new JsonFields(JsonText.object(read)), null)
                    : Row.unread(line, read, fault);
        } catch (Unreadable e) {
            return Row.unread(line, read, String.valueOf(e.getMessage()));
        }
    }
}
