package sekisho.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that goes when it is told to.
public final class ManualClock implements InstantSource {
    private Instant now;

    public ManualClock(Instant now) {
        this.now = now;
    }

    /// Lets time pass.
    public synchronized void pass(Duration span) {
        now = now.plus(span);
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }
}
