package sekisho.alarm;

import org.jspecify.annotations.Nullable;

import sekisho.site.ZoneId;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A finding that needs somebody's answer, and how far that has come.
///
/// @param finding sequence number of the entry that raised it; its name towards people and programs
/// @param subject whom or what it is about, as the finding says
/// @param because the entries it rests on, the trigger first
/// @param at the moment of the decision, in event time
/// @param recordedAt when the station entered it
/// @param late evidence that came in late revealed it: no siren
/// @param acknowledgedBy the account that took it on; absent until then
/// @param acknowledgedAt when that was entered
public record Alarm(
        long finding,
        String rule,
        @Nullable ZoneId zone,
        Map<String, String> subject,
        List<Long> because,
        Instant at,
        Instant recordedAt,
        boolean late,
        AlarmState state,
        @Nullable String acknowledgedBy,
        @Nullable Instant acknowledgedAt) {

    /// Whether the siren should sound for it.
    public boolean isSounding() {
        return state == AlarmState.UNACKNOWLEDGED && !late;
    }

    /// Whether it is still on the list of those who watch.
    public boolean isOpen() {
        return state != AlarmState.NORMAL;
    }

    /// The same after a move; the same as before where there is no such move.
    Alarm moved(AlarmState.Move move) {
        AlarmState next = state.after(move);
        return next == null ? this : with(next, acknowledgedBy, acknowledgedAt);
    }

    /// The same after somebody took it on; the same as before if somebody had already.
    Alarm acknowledged(String by, Instant when) {
        AlarmState next = state.after(AlarmState.Move.ACKNOWLEDGE);
        return next == null ? this : with(next, by, when);
    }

    private Alarm with(AlarmState next, @Nullable String by, @Nullable Instant when) {
        return new Alarm(
                finding, rule, zone, subject, because, at, recordedAt, late, next, by, when);
    }
}
