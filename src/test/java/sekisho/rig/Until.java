package sekisho.rig;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits for something that only looking can tell.
public final class Until {
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Until() {}

    /// What is waited for.
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /// Returns as soon as the condition holds; fails when it never does.
    ///
    /// @param what the condition in words, for the failure
    /// @param patience generous: only a failing test takes so long
    public static void holds(String what, Duration patience, Condition condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + patience + ": " + what);
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
