package sekisho.retention;

import sekisho.site.Retention;

import java.time.LocalDate;

/// Personal data of one subject that need not be kept any longer, and why.
///
/// @param subject pseudonymous, such as `visit:V-ABC234`
/// @param kind what kind of record it is
/// @param last the day from which the time counts
/// @param since the first day on which it may be erased
public record Due(String subject, Kind kind, LocalDate last, LocalDate since) {

    /// Kinds of records with a time of their own.
    public enum Kind {
        /// Visits, cards, registers.
        LEDGER,
        /// What people wrote about alarms and corrections.
        ALARM,
        /// Who has looked at what.
        READ,
        /// Signatures, photos, telephone numbers.
        BRIEF,
        /// Lines of imported files that could not be read.
        ASIDE;

        LocalDate due(Retention retention, LocalDate last) {
            return switch (this) {
                case LEDGER -> retention.due(last, retention.visitYears());
                case ALARM -> retention.due(last, retention.alarmYears());
                case READ -> retention.due(last, retention.readYears());
                case BRIEF -> Retention.dueAfter(last, retention.briefDays());
                case ASIDE -> Retention.dueAfter(last, retention.asideDays());
            };
        }
    }
}
