package sekisho.correlation;

import sekisho.site.Hours;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/// [Hours] in the site's time, quick for moments that lie close together: the offset and the day
/// are remembered.
final class OpeningHours {
    private static final long DAY_MILLIS = 86_400_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Hours hours;
    private final ZoneRules rules;
    private final boolean allDay;
    private final long from;
    private final long until;
    private long offset;
    private long offsetFrom = Long.MAX_VALUE;
    private long offsetUntil = Long.MIN_VALUE;
    private long day = Long.MIN_VALUE;
    private boolean open;

    OpeningHours(Hours hours, java.time.ZoneId clock) {
        this.hours = hours;
        this.rules = clock.getRules();
        this.allDay = hours.from().equals(hours.until());
        this.from = hours.from().toNanoOfDay() / NANOS_PER_MILLI;
        this.until = hours.until().toNanoOfDay() / NANOS_PER_MILLI;
    }

    /// Whether a moment lies in the usual hours; both ends count as usual.
    boolean include(long at) {
        if (at < offsetFrom || at >= offsetUntil) {
            findOffset(at);
        }
        long local = at + offset;
        long today = Math.floorDiv(local, DAY_MILLIS);
        if (today != day) {
            findDay(today);
        }
        long time = local - today * DAY_MILLIS;
        return open && (allDay || (time >= from && time <= until));
    }

    private void findOffset(long at) {
        var moment = Instant.ofEpochMilli(at);
        ZoneOffset there = rules.getOffset(moment);
        ZoneOffsetTransition last = rules.previousTransition(moment.plusMillis(1));
        ZoneOffsetTransition coming = rules.nextTransition(moment);
        offset = there.getTotalSeconds() * 1000L;
        offsetFrom = last == null ? Long.MIN_VALUE : last.getInstant().toEpochMilli();
        offsetUntil = coming == null ? Long.MAX_VALUE : coming.getInstant().toEpochMilli();
    }

    private void findDay(long today) {
        var date = LocalDate.ofEpochDay(today);
        day = today;
        open = hours.days().contains(date.getDayOfWeek()) && !hours.holidays().contains(date);
    }
}
