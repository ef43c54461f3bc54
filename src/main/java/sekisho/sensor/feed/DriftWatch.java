package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/// How far a sender's clock is from ours, as far as its messages tell: each says when it was sent,
/// and we know when it came.
///
/// A message that waited on its way looks as if the clock were behind. So nothing is believed but
/// several messages in a row that came as far apart as they were sent: what was held back comes in
/// one rush. What is told are the changes: off by more than 1 s, by more than 5 s, by another 5 s,
/// right again. Nothing is corrected by it.
final class DriftWatch {
    static final int MESSAGES = 3;
    static final Duration WARN = Duration.ofSeconds(1);
    static final Duration ALARM = Duration.ofSeconds(5);

    /// What the network may add to or take from the distance of two messages.
    static final Duration JITTER = Duration.ofSeconds(1);

    /// Over so much time at least.
    static final Duration OVER = Duration.ofSeconds(5);

    private @Nullable Duration least;
    private @Nullable Duration most;
    private Instant since = Instant.MIN;
    private int agreeing;
    private Duration toldAhead = Duration.ZERO;
    private int told;

    /// Takes one message.
    ///
    /// @return how far its sender's clock is ahead, when that is to be told; otherwise null
    @Nullable Duration heard(Instant sent, Instant arrived) {
        Duration ahead = Duration.between(arrived, sent);
        Duration lower = least == null || ahead.compareTo(least) < 0 ? ahead : least;
        Duration upper = most == null || ahead.compareTo(most) > 0 ? ahead : most;
        if (upper.minus(lower).compareTo(JITTER) > 0) {
            least = ahead;
            most = ahead;
            since = arrived;
            agreeing = 1;
            return null;
        }
        if (agreeing == 0) {
            since = arrived;
        }
        least = lower;
        most = upper;
        agreeing++;
        boolean believed =
                agreeing >= MESSAGES && Duration.between(since, arrived).compareTo(OVER) >= 0;
        return believed ? judge(upper) : null;
    }

    /// @param ahead of the message that was least on its way
    private @Nullable Duration judge(Duration ahead) {
        int level = level(ahead.abs());
        Duration moved = ahead.minus(toldAhead).abs();
        if (level == told && (level == 0 || moved.compareTo(ALARM) <= 0)) {
            return null;
        }
        // On the edge between two levels it stays where it was.
        if (level != told && told != 0 && moved.compareTo(JITTER) <= 0) {
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
