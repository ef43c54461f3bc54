package sekisho.sensor.feed.file;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.mapping.Fields;

/// One row of a file.
///
/// @param line where it begins, counted from 1; of a JSON list its place in the list
/// @param text all of it, in a form that is the same however it was written
/// @param fields what it says
/// @param fault why it can't be read; null mostly
record Row(long line, String text, Fields fields, @Nullable String fault) {

    static Row unread(long line, String text, String fault) {
        return new Row(line, text, _ -> null, fault);
    }
}
