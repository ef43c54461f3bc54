package sekisho.ledger;

import sekisho.site.BadgeId;
import sekisho.site.VisitId;

import java.time.Instant;

/// A badge that is not back.
///
/// @param visit for which it was lent last
public record BadgeRow(BadgeId badge, VisitId visit, Instant lentAt, State state) {

    /// Where it is.
    public enum State {
        /// With a visitor who is inside.
        LENT,
        /// The visitor left with it.
        KEPT,
        /// Nobody knows.
        LOST
    }
}
