package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.Unreadable;

/// How one member of a fact is made from a record: a text with fields in it, and perhaps a table of
/// what that text means.
///
/// @param table absent: the text itself is the value
/// @param otherwise what a text that is not in the table means; absent: such a record is refused
record Choice(Template from, @Nullable Table<String> table, @Nullable Template otherwise) {

    /// The value; null when a field that it needs is empty.
    ///
    /// @param member how the reason calls it
    /// @throws Unreadable when the table knows no such text
    @Nullable String of(Fields fields, String member) throws Unreadable {
        String text = from.of(fields);
        if (text == null || table == null) {
            return text;
        }
        String meaning = table.of(text);
        if (meaning != null) {
            return meaning;
        }
        if (otherwise == null) {
            throw new Unreadable(
                    "the table of \"%s\" has no \"%s\"; add it there".formatted(member, text));
        }
        return otherwise.of(fields);
    }
}
