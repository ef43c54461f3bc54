package sekisho.correlation;

import org.jspecify.annotations.Nullable;

import sekisho.site.SourceId;

import java.time.Duration;

/// A source gave no sign of life for three of its own intervals.
///
/// Judged on arrival: what a source delivers late proves that it lives now, and nothing makes up
/// for a silence that was. An interval of nothing promises nothing. While the station itself is
/// stopped nobody is silent; after a crash, which says no stop, what was due meanwhile counts.
final class SourceSilent {
    static final String NAME = "source-silent";

    private final Plans plans;
    private final Turn turn;
    private final Deadlines.Lane<Source> lane;
    private long deafSince;

    SourceSilent(Plans plans, Turn turn, Deadlines deadlines) {
        this.plans = plans;
        this.turn = turn;
        this.lane = deadlines.lane(this::decide);
    }

    void alive(Source source, @Nullable Zone zone, Duration interval) {
        source.seen(turn.sequence(), zone, Math.max(0, interval.toMillis()));
        expect(source);
    }

    /// The station hears nobody any more: what is not due by now is not silent.
    void stationStopped() {
        deafSince = turn.sequence();
    }

    /// The station listens again: whatever was promised is counted from now on.
    void stationStarted(Iterable<Source> sources) {
        for (Source source : sources) {
            source.countFrom(turn.sequence());
            expect(source);
        }
    }

    private void expect(Source source) {
        if (source.interval() > 0) {
            long now = turn.clock();
            long patience = plans.at(now, turn.sequence()).silentIntervals * source.interval();
            lane.add(now + patience, source, now + patience, turn.sequence());
        }
    }

    private void decide(Source source, long due, long sequence) {
        if (source.sequence() == sequence && sequence > deafSince) {
            source.fellSilent();
            turn.conclude(true, false, NAME, source.zone(), source.subject(), due, sequence);
        }
    }

    void save(Saving saving) {
        saving.out().number(deafSince);
        lane.save(saving.out(), source -> saving.out().text(source.id().value()));
    }

    void load(Loading loading) {
        deafSince = loading.in().number();
        lane.load(loading.in(), () -> loading.evidence().source(new SourceId(loading.in().text())));
    }
}
