package sekisho.alarm;

import org.jspecify.annotations.Nullable;

/// The state of an alarm, and the moves between states, as ISA-18.2 draws them.
public enum AlarmState {
    /// Nothing is wrong any more, and everything was seen.
    NORMAL,
    /// It is so, and nobody has said that they know.
    UNACKNOWLEDGED,
    /// It is so, and somebody has taken it on.
    ACKNOWLEDGED,
    /// It turned out not to be so before anybody had seen it.
    RETURNED_UNACKNOWLEDGED,
    /// It is over before anybody has seen it; it has still been.
    LATCHED_UNACKNOWLEDGED,
    /// It is over, and somebody has taken it on; it waits to be put away.
    LATCHED_ACKNOWLEDGED,
    /// An operator has put it aside for a while.
    SHELVED,
    /// The station itself keeps it back, for a reason that it knows.
    SUPPRESSED_BY_DESIGN,
    /// It is switched off for maintenance.
    OUT_OF_SERVICE;

    /// What can happen to an alarm.
    public enum Move {
        /// It is so.
        OCCUR,
        /// Somebody has seen it and takes it on.
        ACKNOWLEDGE,
        /// It is not so, or never was.
        RETURN,
        /// It is over, and is kept for having been.
        LATCH,
        /// A latched alarm is put away.
        RESET
    }

    /// Where a move leads; null where ISA-18.2 has no such move.
    public @Nullable AlarmState after(Move move) {
        return switch (this) {
            case NORMAL -> move == Move.OCCUR ? UNACKNOWLEDGED : null;
            case UNACKNOWLEDGED ->
                    switch (move) {
                        case ACKNOWLEDGE -> ACKNOWLEDGED;
                        case RETURN -> RETURNED_UNACKNOWLEDGED;
                        case LATCH -> LATCHED_UNACKNOWLEDGED;
                        case OCCUR, RESET -> null;
                    };
            case ACKNOWLEDGED ->
                    switch (move) {
                        case RETURN -> NORMAL;
                        case LATCH -> LATCHED_ACKNOWLEDGED;
                        case OCCUR, ACKNOWLEDGE, RESET -> null;
                    };
            case RETURNED_UNACKNOWLEDGED ->
                    switch (move) {
                        case ACKNOWLEDGE -> NORMAL;
                        case OCCUR -> UNACKNOWLEDGED;
                        case RETURN, LATCH, RESET -> null;
                    };
            case LATCHED_UNACKNOWLEDGED ->
                    switch (move) {
                        case ACKNOWLEDGE -> LATCHED_ACKNOWLEDGED;
                        case OCCUR -> UNACKNOWLEDGED;
                        case RETURN -> RETURNED_UNACKNOWLEDGED;
                        case LATCH, RESET -> null;
                    };
            case LATCHED_ACKNOWLEDGED ->
                    switch (move) {
                        case OCCUR -> UNACKNOWLEDGED;
                        case RETURN, RESET -> NORMAL;
                        case ACKNOWLEDGE, LATCH -> null;
                    };
            case SHELVED, SUPPRESSED_BY_DESIGN, OUT_OF_SERVICE -> null;
        };
    }

    /// Whether somebody still has to say that they have seen it.
    public boolean isUnacknowledged() {
        return this == UNACKNOWLEDGED
                || this == RETURNED_UNACKNOWLEDGED
                || this == LATCHED_UNACKNOWLEDGED;
    }
}
