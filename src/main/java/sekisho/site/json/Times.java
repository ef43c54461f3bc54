package sekisho.site.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/// Times as facts write them: ISO-8601 with offset on the way in, always UTC to the millisecond on
/// the way out.
public final class Times {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

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
        try {
            return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new Unreadable(
                    '"'
                            + name
                            + "\" must be a time such as 2026-11-21T09:00:00+09:00, not "
                            + text.substring(0, Math.min(40, text.length())));
        }
    }
}
