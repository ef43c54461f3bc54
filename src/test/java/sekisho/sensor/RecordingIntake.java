package sekisho.sensor;

import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Sighting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// An intake that keeps what it took, refuses on demand, and lets a test wait for a fact.
public final class RecordingIntake implements Intake {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Sighting> taken = new ArrayList<>();
    private boolean full;
    private int looked;

    @Override
    public synchronized CompletableFuture<Receipt> offer(List<Sighting> sightings) {
        if (full) {
            return CompletableFuture.failedFuture(new Full());
        }
        taken.addAll(sightings);
        notifyAll();
        return CompletableFuture.completedFuture(new Receipt(taken.size(), 0));
    }

    @Override
    public Receipt submit(List<Sighting> sightings) {
        return offer(sightings).join();
    }

    /// From now on it is full, or has room again.
    public synchronized void full(boolean on) {
        full = on;
    }

    /// Everything it took, in order.
    public synchronized List<Sighting> taken() {
        return List.copyOf(taken);
    }

    /// The next fact of a kind behind those that were waited for before; waits until it comes.
    public <T extends Fact> T next(Class<T> kind) throws InterruptedException {
        return next(kind, _ -> true);
    }

    /// Likewise, one that fits.
    public synchronized <T extends Fact> T next(Class<T> kind, Predicate<T> fits)
            throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            while (looked < taken.size()) {
                Fact fact = taken.get(looked++).fact();
                if (kind.isInstance(fact) && fits.test(kind.cast(fact))) {
                    return kind.cast(fact);
                }
            }
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(
                        "no " + kind.getSimpleName() + " came; these did: " + taken);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
