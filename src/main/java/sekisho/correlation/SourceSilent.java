package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// A source gave no sign of life for three of its own intervals.
///
/// Judged on arrival: what a source delivers late proves that it lives now, and nothing makes up
/// for a silence that was. An interval of nothing promises nothing.
final class SourceSilent {
    static final String NAME = "source-silent";

    private final Plans plans;
    private final Turn turn;
    private final Deadlines.Lane<Source> lane;

    SourceSilent(Plans plans, Turn turn, Deadlines deadlines) {
        this.plans = plans;
        this.turn = turn;
        this.lane = deadlines.lane(this::decide);
    }

    void alive(Source source, @Nullable Zone zone, Duration interval) {
        source.seen(turn.sequence(), zone);
        if (interval.isPositive()) {
            long now = turn.clock();
            long patience = plans.at(now, turn.sequence()).silentIntervals * interval.toMillis();
            lane.add(now + patience, source, now + patience, turn.sequence());
        }
    }

    private void decide(Source source, long due, long sequence) {
        if (source.sequence() == sequence) {
            turn.conclude(true, false, NAME, source.zone(), source.subject(), due, sequence);
        }
    }
}
