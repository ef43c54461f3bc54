package sekisho.sensor.mapping;

import org.jspecify.annotations.Nullable;

import sekisho.site.json.Unreadable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;

/// How a record says when: a text in one of some forms, and the time zone of those that name none.
///
/// @param forms in the order in which they are tried
record TimeReading(Template from, List<TimeForm> forms, ZoneId zone) {
    /// Before that a year was written with two digits, or is none.
    private static final int YEAR_MIN = 1900;

    private static final int YEAR_MAX = 9999;

    TimeReading {
        forms = List.copyOf(forms);
    }

    /// A moment.
    ///
    /// @param doubt what makes it doubtful; null mostly
    record Read(Instant at, @Nullable String doubt) {}

    /// When; null when the record does not say.
    ///
    /// @throws Unreadable when it says it in no known form, or a moment that never was
    @Nullable Read of(Fields fields) throws Unreadable {
        String text = from.of(fields);
        if (text == null) {
            return null;
        }
        for (TimeForm form : forms) {
            TemporalAccessor read = form.read(text);
            if (read != null) {
                return moment(text, read);
            }
        }
        String known = String.join(" or ", forms.stream().map(TimeForm::written).toList());
        throw new Unreadable("the time is \"%s\", but must be %s".formatted(text, known));
    }

    private Read moment(String text, TemporalAccessor read) throws Unreadable {
        return switch (read) {
            case Instant at -> checked(text, at, null);
            case OffsetDateTime at -> checked(text, at.toInstant(), null);
            case LocalDateTime at -> local(text, at);
            default -> throw new IllegalStateException("no form reads as " + read);
        };
    }

    private Read local(String text, LocalDateTime at) throws Unreadable {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(at);
        if (offsets.isEmpty()) {
            throw new Unreadable(
                    "the time is \"%s\", which never was in %s: the clock was put forward over it"
                            .formatted(text, zone));
        }
        String doubt =
                offsets.size() == 1
                        ? null
                        : "%s came twice in %s, where the clock was put back; the first is taken"
                                .formatted(text, zone);
        return checked(text, at.toInstant(offsets.getFirst()), doubt);
    }

    private static Read checked(String text, Instant at, @Nullable String doubt) throws Unreadable {
        try {
            int year = at.atOffset(ZoneOffset.UTC).getYear();
            if (year >= YEAR_MIN && year <= YEAR_MAX) {
                return new Read(at.truncatedTo(ChronoUnit.MILLIS), doubt);
            }
        } catch (DateTimeException _) {
            // Further away than any year is.
        }
        throw new Unreadable(
                "the time is \"%s\": a year from %d to %d is needed"
                        .formatted(text, YEAR_MIN, YEAR_MAX));
    }
}
