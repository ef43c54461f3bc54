package sekisho.sensor.serial;

import sekisho.config.Form;
import sekisho.site.Bytes;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A run of bytes in a frame, both ends included. The first byte of the frame is 0, its last one
/// −1, whatever the length: `1..10`, `1..-3`, `-1`.
record Span(int from, int until) {
    private static final Pattern WRITTEN =
            Pattern.compile("(-?[0-9]{1,4})(?:\\.\\.(-?[0-9]{1,4}))?");

    static final Form<Span> FORM =
            Form.of("bytes of the frame such as 1..10, or 1..-3 (-1 is the last)", Span::parse);

    static Span parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException(text);
        }
        int from = Integer.parseInt(written.group(1));
        int until = written.group(2) == null ? from : Integer.parseInt(written.group(2));
        if ((from < 0) == (until < 0) && from > until) {
            throw new IllegalArgumentException(text);
        }
        return new Span(from, until);
    }

    /// Whether a frame of that length has all of these bytes, and at least one.
    boolean fits(int length) {
        int first = place(from, length);
        int last = place(until, length);
        return first >= 0 && first <= last && last < length;
    }

    /// How many bytes these are in a frame of that length; 0 when it has not all of them.
    int size(int length) {
        return fits(length) ? place(until, length) - place(from, length) + 1 : 0;
    }

    /// The bytes; only where [#fits].
    Bytes of(Bytes frame) {
        return frame.part(place(from, frame.size()), place(until, frame.size()) + 1);
    }

    private static int place(int end, int length) {
        return end < 0 ? length + end : end;
    }

    @Override
    public String toString() {
        return from == until ? Integer.toString(from) : from + ".." + until;
    }
}
