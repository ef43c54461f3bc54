package sekisho.sensor.feed.syslog;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads what stands behind the priority in messages of the time before RFC 5424, as RFC 3164
/// observed them and as devices write them still: a time, a host, a tag, none of which need be
/// there. Whatever is not one of them belongs to the text.
///
/// A time without a year is in the year that brings it closest to its arrival, so that a message of
/// New Year's Eve that comes on New Year's Day is a minute old and not a year. One that the clocks
/// passed twice is the one closest to its arrival; one that they leapt over is as much later as
/// they leapt.
final class LegacyHeader {
    private static final List<String> MONTHS =
            List.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");

    /// `Oct 11 22:14:15`, perhaps with a year and with parts of the second; Cisco puts a star or a
    /// point before a time that it is not sure of, and a colon behind.
    private static final Pattern TIME =
            Pattern.compile(
                    "[*.]?([A-Z][a-z]{2}) ([ 0-9]?[0-9]) (?:([0-9]{4}) )?"
                            + "([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.]([0-9]{1,9}))?"
                            + "(?: ([0-9]{4}))?:?(?= |$)");

    /// RFC 3164, 4.1.3: letters and digits, then the process in brackets. Devices have more in it.
    private static final Pattern TAG =
            Pattern.compile("([!-9;=-Z\\\\^-~]{1,64})(?:\\[([^\\]\\s]{1,64})])?:(?: |$)");

    private static final Pattern HOST = Pattern.compile("[0-9A-Za-z._:%-]{1,255}");

    private final SyslogParser.Scanner in;
    private final ZoneId zone;
    private final Instant arrived;

    LegacyHeader(SyslogParser.Scanner in, ZoneId zone, Instant arrived) {
        this.in = in;
        this.zone = zone;
        this.arrived = arrived;
    }

    SyslogMessage read(int priority) {
        Instant at = time();
        String host = at == null ? null : host();
        String app = null;
        String process = null;
        Matcher tag = TAG.matcher(in.ahead());
        if (tag.lookingAt()) {
            app = tag.group(1);
            process = tag.group(2);
            in.skip(tag.end());
        }
        return new SyslogMessage(
                priority / 8,
                priority % 8,
                0,
                at,
                host,
                app,
                process,
                null,
                SyslogParser.noData(),
                in.rest());
    }

    private @Nullable Instant time() {
        String ahead = in.ahead();
        int blank = ahead.indexOf(' ');
        Instant iso = blank < 0 ? null : SyslogParser.isoTime(ahead.substring(0, blank));
        if (iso != null) {
            in.skip(blank + 1);
            return iso;
        }
        Matcher written = TIME.matcher(ahead);
        Instant at = written.lookingAt() ? time(written) : null;
        if (at != null) {
            in.skip(written.end());
            in.take(" ");
        }
        return at;
    }

    private @Nullable Instant time(Matcher written) {
        int month = MONTHS.indexOf(written.group(1)) + 1;
        String year = written.group(3) == null ? written.group(8) : written.group(3);
        if (month == 0) {
            return null;
        }
        if (year != null) {
            return moment(Integer.parseInt(year), month, written);
        }
        int now = arrived.atZone(zone).getYear();
        Instant closest = null;
        for (int one = now - 1; one <= now + 1; one++) {
            closest = closer(closest, moment(one, month, written));
        }
        return closest;
    }

    private @Nullable Instant moment(int year, int month, Matcher written) {
        String fraction = written.group(7) == null ? "" : written.group(7);
        try {
            LocalDateTime local =
                    LocalDateTime.of(
                            year,
                            Month.of(month),
                            Integer.parseInt(written.group(2).strip()),
                            Integer.parseInt(written.group(4)),
                            Integer.parseInt(written.group(5)),
                            Integer.parseInt(written.group(6)),
                            Integer.parseInt((fraction + "000000000").substring(0, 9)));
            Instant closest = null;
            for (ZoneOffset offset : zone.getRules().getValidOffsets(local)) {
                closest = closer(closest, local.toInstant(offset));
            }
            return closest == null ? ZonedDateTime.of(local, zone).toInstant() : closest;
        } catch (DateTimeException _) {
            return null;
        }
    }

    private @Nullable Instant closer(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return java.time.Duration.between(one, arrived)
                                .abs()
                                .compareTo(java.time.Duration.between(other, arrived).abs())
                        <= 0
                ? one
                : other;
    }

    /// The word behind the time, unless it is the tag already.
    private @Nullable String host() {
        String ahead = in.ahead();
        int blank = ahead.indexOf(' ');
        if (blank <= 0 || TAG.matcher(ahead).lookingAt()) {
            return null;
        }
        String word = ahead.substring(0, blank);
        if (!HOST.matcher(word).matches()) {
            return null;
        }
        in.skip(blank + 1);
        return word;
    }
}
