package sekisho.sensor.serial;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;

import java.nio.charset.StandardCharsets;

/// Numbers and digits in bytes.
final class Numbers {
    private Numbers() {}

    /// The bytes as characters; null unless all are printable ASCII.
    static @Nullable String text(Bytes bytes) {
        for (int i = 0; i < bytes.size(); i++) {
            if (bytes.at(i) < 0x20 || bytes.at(i) > 0x7E) {
                return null;
            }
        }
        return new String(bytes.toArray(), StandardCharsets.US_ASCII);
    }

    /// ASCII digits of a base; null when one is none.
    static @Nullable String digits(Bytes bytes, int base) {
        for (int i = 0; i < bytes.size(); i++) {
            if (bytes.at(i) > 0x7E || Character.digit(bytes.at(i), base) < 0) {
                return null;
            }
        }
        return new String(bytes.toArray(), StandardCharsets.US_ASCII);
    }

    /// The bytes that pairs of ASCII hexadecimal digits stand for; null when they don't.
    static @Nullable Bytes ofHexDigits(Bytes bytes) {
        String digits = digits(bytes, 16);
        return digits == null || digits.length() % 2 != 0 ? null : Bytes.ofHex(digits);
    }

    /// The digits of packed BCD, two in a byte; null when a half byte is none.
    static @Nullable String bcd(Bytes bytes) {
        String hex = bytes.hex();
        return hex.chars().allMatch(c -> c >= '0' && c <= '9') ? hex : null;
    }

    /// An unsigned number in decimal digits; null when it has more than eight bytes.
    static @Nullable String decimal(Bytes bytes, boolean littleEndian) {
        return bytes.size() > Long.BYTES
                ? null
                : Long.toUnsignedString(number(bytes, littleEndian));
    }

    /// An unsigned number of up to eight bytes.
    ///
    /// @param littleEndian the lowest byte comes first
    static long number(Bytes bytes, boolean littleEndian) {
        long number = 0;
        for (int i = 0; i < bytes.size(); i++) {
            int at = littleEndian ? bytes.size() - 1 - i : i;
            number = number << 8 | bytes.at(at);
        }
        return number;
    }
}
