package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A source is told of as tampered with, has lost facts, or has a clock that can't be relied on.
///
/// The fact itself is the case: nothing explains it away, and each one is found once.
final class SourceTrouble {
    static final String TAMPERED = "source-tampered";
    static final String GAP = "source-gap";
    static final String CLOCK = "source-clock";

    /// A clock that is further off than this is found; less is only told.
    private static final Duration CLOCK_OFF = Duration.ofSeconds(5);

    private final Turn turn;

    SourceTrouble(Turn turn) {
        this.turn = turn;
    }

    void tampered(Source source, @Nullable Zone zone, long at) {
        found(TAMPERED, source, zone, at);
    }

    void lostFacts(Source source, @Nullable Zone zone, long at) {
        found(GAP, source, zone, at);
    }

    /// @param ahead negative: behind
    void clock(Source source, @Nullable Zone zone, long at, Duration ahead) {
        if (ahead.abs().compareTo(CLOCK_OFF) > 0) {
            found(CLOCK, source, zone, at);
        }
    }

    private void found(String rule, Source source, @Nullable Zone zone, long at) {
        turn.conclude(true, false, rule, zone, source.subject(), at, turn.sequence());
    }
}
