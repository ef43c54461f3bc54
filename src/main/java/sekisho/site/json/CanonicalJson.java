package sekisho.site.json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Writes plain values as canonical JSON (RFC 8785): members sorted by UTF-16 code units, the
/// shortest escapes, numbers as ECMAScript writes them, no white space.
///
/// A `Long` beyond 2^53 is written with all its digits: nothing of ours is that large, and a source
/// that counts so far must not find its number changed.
public final class CanonicalJson {
    private CanonicalJson() {}

    /// The canonical text of one object.
    ///
    /// @throws IllegalArgumentException for a value that JSON can't hold (a lone surrogate, an
    ///   infinite number, a foreign type)
    public static String of(Map<String, ? extends @Nullable Object> object) {
        var out = new StringBuilder(256);
        write(object, out);
        return out.toString();
    }

    /// The canonical form of one text, with its quotes; errors as above.
    public static String text(String text) {
        var out = new StringBuilder(text.length() + 2);
        string(text, out);
        return out.toString();
    }

    private static void write(Map<?, ?> object, StringBuilder out) {
        List<String> names = new ArrayList<>(object.size());
        for (Object name : object.keySet()) {
            names.add((String) name);
        }
        names.sort(null);
        out.append('{');
        String separator = "";
        for (String name : names) {
            out.append(separator);
            separator = ",";
            string(name, out);
            out.append(':');
            value(object.get(name), out);
        }
        out.append('}');
    }

    private static void value(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> string(text, out);
            case Boolean truth -> out.append(truth.booleanValue());
            case Long number -> out.append(number.longValue());
            case Integer number -> out.append(number.intValue());
            case Double number -> number(number, out);
            case Map<?, ?> object -> write(object, out);
            case List<?> list -> {
                out.append('[');
                String separator = "";
                for (Object element : list) {
                    out.append(separator);
                    separator = ",";
                    value(element, out);
                }
                out.append(']');
            }
            default -> throw new IllegalArgumentException("no JSON value: " + value.getClass());
        }
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00").append(hex(c >> 4)).append(hex(c & 15));
                    } else if (!Character.isSurrogate(c)) {
                        out.append(c);
                    } else {
                        i = pair(text, i, out);
                    }
                }
            }
        }
        out.append('"');
    }

    private static int pair(String text, int i, StringBuilder out) {
        char high = text.charAt(i);
        if (!Character.isHighSurrogate(high)
                || i + 1 == text.length()
                || !Character.isLowSurrogate(text.charAt(i + 1))) {
            throw new IllegalArgumentException("a lone surrogate at character " + i);
        }
        out.append(high).append(text.charAt(i + 1));
        return i + 1;
    }

    private static char hex(int digit) {
        return "0123456789abcdef".charAt(digit);
    }

    /// ECMAScript's Number::toString (ECMA-262, 6.1.6.1.20).
    private static void number(double value, StringBuilder out) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        if (value == 0) {
            out.append('0');
            return;
        }
        BigDecimal exact = shortest(Math.abs(value));
        String digits = exact.unscaledValue().toString();
        int k = digits.length();
        int n = k - exact.scale();
        if (value < 0) {
            out.append('-');
        }
        if (k <= n && n <= 21) {
            out.append(digits).repeat('0', n - k);
        } else if (0 < n && n <= 21) {
            out.append(digits, 0, n).append('.').append(digits, n, k);
        } else if (-6 < n && n <= 0) {
            out.append("0.").repeat('0', -n).append(digits);
        } else {
            out.append(digits.charAt(0));
            if (k > 1) {
                out.append('.').append(digits, 1, k);
            }
            out.append('e').append(n - 1 < 0 ? '-' : '+').append(Math.abs(n - 1));
        }
    }

    /// The fewest digits that are read back as this number. `Double.toString` gives them since JDK
    /// 19, but never fewer than two: 4.9E-324 where one digit, 5e-324, would do.
    private static BigDecimal shortest(double value) {
        var digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal digit = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return digit.doubleValue() == value ? digit.stripTrailingZeros() : digits;
    }
}
