package sekisho.site;

import java.time.LocalDate;
import java.time.MonthDay;

/// How long personal data are kept, by kind of record. Whole years are fiscal years: a record of a
/// fiscal year is kept for so many years behind the end of it.
///
/// @param yearBegins the first day of a fiscal year
/// @param visitYears visits, cards and everything else of the ledgers, from the end of the visit or
///   the last use of the card
/// @param alarmYears what people wrote about alarms and corrections
/// @param readYears who has looked at the records
/// @param briefDays signatures, photos and telephone numbers, from the end of the visit
/// @param asideDays lines of imported files that could not be read, from the import
public record Retention(
        MonthDay yearBegins,
        int visitYears,
        int alarmYears,
        int readYears,
        int briefDays,
        int asideDays) {

    /// As Japanese public bodies keep them: fiscal years from April, three of them for the ledgers.
    public static final Retention DEFAULT = new Retention(MonthDay.of(4, 1), 3, 5, 4, 90, 90);

    public Retention {
        if (visitYears < 1 || alarmYears < 1 || readYears < 1 || briefDays < 1 || asideDays < 1) {
            throw new IllegalArgumentException("what is recorded is kept for a while");
        }
    }

    /// The first day on which a record of a day may be erased, after so many fiscal years.
    public LocalDate due(LocalDate day, int years) {
        LocalDate begin = yearBegins.atYear(day.getYear());
        LocalDate next = day.isBefore(begin) ? begin : yearBegins.atYear(day.getYear() + 1);
        return next.plusYears(years);
    }

    /// The first day on which what is kept for so many days may be erased.
    public static LocalDate dueAfter(LocalDate day, int days) {
        return day.plusDays(days + 1L);
    }
}
