package sekisho.site;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// When entries into a zone are usual, in the site's own time.
///
/// @param days on which it opens, in the week's order
/// @param from the first usual minute of the day
/// @param until the end of the day's usual time; `24:00` is written as midnight with `from`
///   midnight
/// @param holidays days on which it stays shut
public record Hours(
        List<DayOfWeek> days, LocalTime from, LocalTime until, List<LocalDate> holidays) {

    /// Monday to Friday, 06:00 to 22:00 (design default); no holidays until some are declared.
    public static final Hours DEFAULT =
            new Hours(
                    List.of(
                            DayOfWeek.MONDAY,
                            DayOfWeek.TUESDAY,
                            DayOfWeek.WEDNESDAY,
                            DayOfWeek.THURSDAY,
                            DayOfWeek.FRIDAY),
                    LocalTime.of(6, 0),
                    LocalTime.of(22, 0),
                    List.of());

    /// Round the clock, every day.
    public static final Hours ALWAYS =
            new Hours(
                    List.of(DayOfWeek.values()), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, List.of());

    public Hours {
        Set<DayOfWeek> sorted = EnumSet.noneOf(DayOfWeek.class);
        sorted.addAll(days);
        days = List.copyOf(sorted);
        holidays = List.copyOf(holidays);
        boolean allDay = from.equals(LocalTime.MIDNIGHT) && until.equals(LocalTime.MIDNIGHT);
        if (!allDay && !from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "hours run from " + from + " to " + until + ": the end must be later");
        }
    }

    /// Whether a moment lies in the usual hours; both ends count as usual.
    public boolean include(LocalDateTime moment) {
        if (!days.contains(moment.getDayOfWeek()) || holidays.contains(moment.toLocalDate())) {
            return false;
        }
        if (from.equals(until)) {
            return true;
        }
        LocalTime time = moment.toLocalTime();
        return !time.isBefore(from) && !time.isAfter(until);
    }
}
