package sekisho.site.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Times as facts write them: ISO-8601 with offset on the way in, always UTC to the millisecond on
/// the way out; years of four digits.
public final class Times {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final long FIRST = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private Times() {}

    /// The one form in which we write a moment.
    public static String write(Instant at) {
        return WRITTEN.format(at);
    }

    /// Reads a time of any ISO-8601 form that has an offset.
    ///
    /// @param name the member that holds it, for the message
    /// @throws Unreadable when it is no such time
    public static Instant read(String name, String text) throws Unreadable {
        long usual = UsualTime.millis(text);
        if (usual != UsualTime.UNUSUAL) {
            return Instant.ofEpochMilli(usual);
        }
        try {
            return checked(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeException e) {
            throw wrong(name, text.substring(0, Math.min(40, text.length())));
        }
    }

    /// Reads a time given in milliseconds since the epoch; errors as above.
    static Instant read(String name, long millis) throws Unreadable {
        try {
            return checked(Instant.ofEpochMilli(millis));
        } catch (DateTimeException e) {
            throw wrong(name, Long.toString(millis));
        }
    }

    private static Instant checked(Instant at) {
        if (at.isBefore(Instant.ofEpochMilli(FIRST)) || at.isAfter(Instant.ofEpochMilli(LAST))) {
            throw new DateTimeException("a year has four digits");
        }
        return at;
    }

    private static Unreadable wrong(String name, String text) {
        return new Unreadable(
                '"' + name + "\" must be a time such as 2026-11-21T09:00:00+09:00, not " + text);
    }

    /// The forms that machines write, read digit by digit: `2026-11-21T09:00:00`, a fraction or
    /// none, `Z` or `+09:00`. Most of the time of a replay would go into the general parser.
    private static final class UsualTime {
        static final long UNUSUAL = Long.MIN_VALUE;
        private static final int SECONDS_END = 19;

        static long millis(String text) {
            int length = text.length();
            if (length < SECONDS_END + 1
                    || text.charAt(4) != '-'
                    || text.charAt(7) != '-'
                    || text.charAt(10) != 'T'
                    || text.charAt(13) != ':'
                    || text.charAt(16) != ':') {
                return UNUSUAL;
            }
            int year = number(text, 0, 4);
            int month = number(text, 5, 7);
            int day = number(text, 8, 10);
            int hour = number(text, 11, 13);
            int minute = number(text, 14, 16);
            int second = number(text, 17, SECONDS_END);
            if (year < 1 || hour > 23 || minute > 59 || second > 59) {
                return UNUSUAL;
            }
            if ((hour | minute | second) < 0 || !isDay(year, month, day)) {
                return UNUSUAL;
            }
            int at = SECONDS_END;
            int fraction = 0;
            if (text.charAt(at) == '.') {
                int from = ++at;
                for (int unit = 100; at < length && isDigit(text.charAt(at)); at++, unit /= 10) {
                    fraction += (text.charAt(at) - '0') * unit;
                }
                if (at == from || at - from > 9 || at == length) {
                    return UNUSUAL;
                }
            }
            int offset = offset(text, at);
            if (offset == Integer.MIN_VALUE) {
                return UNUSUAL;
            }
            long minutes = (epochDay(year, month, day) * 24 + hour) * 60 + minute - offset;
            return (minutes * 60 + second) * 1000 + fraction;
        }

        /// Minutes east; [Integer#MIN_VALUE] if it is none.
        private static int offset(String text, int at) {
            char sign = text.charAt(at);
            int length = text.length() - at;
            if (sign == 'Z') {
                return length == 1 ? 0 : Integer.MIN_VALUE;
            }
            if ((sign != '+' && sign != '-') || length != 6 || text.charAt(at + 3) != ':') {
                return Integer.MIN_VALUE;
            }
            int hours = number(text, at + 1, at + 3);
            int minutes = number(text, at + 4, at + 6);
            if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 18 * 60) {
                return Integer.MIN_VALUE;
            }
            return sign == '+' ? hours * 60 + minutes : -hours * 60 - minutes;
        }

        private static boolean isDay(int year, int month, int day) {
            return month >= 1
                    && month <= 12
                    && day >= 1
                    && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
        }

        /// Days since 1970-01-01, counting years from March so that the leap day is the last.
        private static long epochDay(int year, int month, int day) {
            long y = month <= 2 ? year - 1 : year;
            long m = month <= 2 ? month + 9 : month - 3;
            return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
        }

        /// A number without sign; negative if there is anything but digits.
        private static int number(String text, int from, int until) {
            int number = 0;
            for (int i = from; i < until; i++) {
                char c = text.charAt(i);
                if (!isDigit(c)) {
                    return -1;
                }
                number = number * 10 + (c - '0');
            }
            return number;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }
    }
}
