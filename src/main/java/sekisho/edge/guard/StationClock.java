package sekisho.edge.guard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The station's time, as far as it was told: from then on counted by a clock that nobody sets, and
/// after a restart by this machine's, which was so far off when it was told.
final class StationClock {
    private final InstantSource own;
    private final LongSupplier nanos;
    private Duration ahead;
    private Instant told;
    private long toldAt;

    /// @param ahead how far the station's clock was ahead of this machine's
    /// @param nanos a clock that never jumps, in nanoseconds
    StationClock(InstantSource own, LongSupplier nanos, Duration ahead) {
        this.own = own;
        this.nanos = nanos;
        this.ahead = ahead;
        this.told = own.instant().plus(ahead);
        this.toldAt = nanos.getAsLong();
    }

    void tell(Instant station) {
        told = station;
        toldAt = nanos.getAsLong();
        ahead = Duration.between(own.instant(), station);
    }

    Duration ahead() {
        return ahead;
    }

    Instant now() {
        return told.plusNanos(nanos.getAsLong() - toldAt);
    }
}
