package sekisho.edge;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// How far the clock at the other end is from ours, as NTP measures it: the station sends its time,
/// the agent sends it back with its own two, and half of what was under way is the doubt.
///
/// What is told are the changes: off by more than 1 s, by more than 5 s, by another 5 s, right
/// again; each only when the doubt can't explain it. Nothing is corrected by it: a fact keeps the
/// time that its machine claims, and the journal adds ours.
final class ClockWatch {
    private static final Duration WARN = Duration.ofSeconds(1);
    private static final Duration ALARM = Duration.ofSeconds(5);

    private int told;
    private Duration toldAhead = Duration.ZERO;

    /// Takes one echo.
    ///
    /// @param sent when the station sent its time, by its clock
    /// @param received when the agent had it, by the agent's clock
    /// @param replied when the agent sent it back
    /// @param now when the station had it again
    /// @return how far the agent's clock is ahead, when that is to be told; otherwise null
    @Nullable Duration echoed(Instant sent, Instant received, Instant replied, Instant now) {
        Duration delay = Duration.between(sent, now).minus(Duration.between(received, replied));
        if (delay.isNegative()) {
            return null; // one of the clocks was set meanwhile
        }
        Duration ahead =
                Duration.between(sent, received).plus(Duration.between(now, replied)).dividedBy(2);
        Duration doubt = delay.dividedBy(2);
        int least = level(ahead.abs().minus(doubt));
        int most = level(ahead.abs().plus(doubt));
        int level = Math.clamp(told, least, most);
        Duration moved = ahead.minus(toldAhead).abs().minus(doubt);
        if (level == told && moved.compareTo(ALARM) <= 0) {
            return null;
        }
        told = level;
        toldAhead = ahead;
        return ahead;
    }

    private static int level(Duration off) {
        return off.compareTo(ALARM) > 0 ? 2 : off.compareTo(WARN) > 0 ? 1 : 0;
    }
}
