package sekisho.site.json;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the form in which machines write most facts: one flat object of texts and whole numbers,
/// in ASCII, without escapes. Whatever else a text holds, it reads nothing, and the general parser
/// says what it is. Most of the time of a replay would go there.
final class PlainObject {
    private static final int NAME_MAX = 64;
    private static final int TEXT_MAX = 4096;
    private static final int DIGITS_MAX = 18;
    private static final Words WORDS = new Words();

    private final byte[] bytes;
    private final int end;
    private int at;

    // The text that was found last.
    private int from;
    private int until;
    private int hash;

    private PlainObject(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /// The members, in their order; null if the bytes are of any other form, well written or not.
    static @Nullable Map<String, @Nullable Object> read(byte[] ascii, int offset, int length) {
        return new PlainObject(ascii, offset, length).members();
    }

    private @Nullable Map<String, @Nullable Object> members() {
        if (!take('{')) {
            return null;
        }
        var members = new LinkedHashMap<String, @Nullable Object>();
        do {
            if (!findText(NAME_MAX)) {
                return null;
            }
            String name = WORDS.of(bytes, from, until, hash);
            Object value = take(':') ? value(name) : null;
            if (value == null || members.put(name, value) != null) {
                return null;
            }
        } while (take(','));
        return take('}') && isEnd() ? members : null;
    }

    private @Nullable Object value(String name) {
        if (!findText(TEXT_MAX)) {
            return number();
        }
        return comesAgain(name)
                ? WORDS.of(bytes, from, until, hash)
                : new String(bytes, from, until - from, StandardCharsets.US_ASCII);
    }

    private static boolean comesAgain(String name) {
        return switch (name) {
            case "boot", "credential", "direction", "door", "person", "reader" -> true;
            case "source", "type", "zone" -> true;
            default -> false;
        };
    }

    /// Goes over a text in quotes; false, without going anywhere, if there is none that is plain.
    private boolean findText(int most) {
        skipSpaces();
        if (at >= end || bytes[at] != '"') {
            return false;
        }
        int code = 0;
        int last = Math.min(end, at + 1 + most);
        for (int i = at + 1; i < last; i++) {
            byte b = bytes[i];
            if (b == '"') {
                from = at + 1;
                until = i;
                hash = code;
                at = i + 1;
                return true;
            }
            if (b < ' ' || b == '\\') {
                return false;
            }
            code = 31 * code + b;
        }
        return false;
    }

    /// A whole number without a sign; null if there is none that fits.
    private @Nullable Long number() {
        int first = at;
        long number = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - first <= DIGITS_MAX) {
            number = 10 * number + (bytes[at++] - '0');
        }
        int digits = at - first;
        boolean plain = digits > 0 && digits <= DIGITS_MAX && (digits == 1 || bytes[first] != '0');
        return plain ? number : null;
    }

    private boolean take(char sign) {
        skipSpaces();
        if (at < end && bytes[at] == sign) {
            at++;
            return true;
        }
        return false;
    }

    private boolean isEnd() {
        skipSpaces();
        return at == end;
    }

    private void skipSpaces() {
        while (at < end && bytes[at] == ' ') {
            at++;
        }
    }
}
