package sekisho.edge;

import org.jspecify.annotations.Nullable;

import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Recording;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// A station behind the mouth: keeps what it is given, recognises what it had before, and can be
/// full, slow or broken.
final class FakeIntake implements Intake {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private record Offer(List<Sighting> batch, CompletableFuture<Receipt> future) {}

    private record Number(@Nullable SourceId source, @Nullable String boot, @Nullable Long seq) {}

    private final List<Sighting> entered = new ArrayList<>();
    private final Set<Number> numbers = new HashSet<>();
    private final Deque<Offer> held = new ArrayDeque<>();
    private boolean holding;
    private boolean full;
    private boolean failing;
    private int refusals;
    private int duplicates;
    private int largestOffer;

    /// From now on nothing becomes durable until [#release].
    synchronized void hold() {
        holding = true;
    }

    synchronized void release() {
        holding = false;
        while (!held.isEmpty()) {
            enter(held.remove());
        }
    }

    synchronized void setFull(boolean full) {
        this.full = full;
    }

    /// A disk that fails: what is handed in may be there later or not.
    synchronized void setFailing(boolean failing) {
        this.failing = failing;
    }

    @Override
    public synchronized CompletableFuture<Receipt> offer(List<Sighting> sightings) {
        var offer = new Offer(sightings, new CompletableFuture<>());
        largestOffer = Math.max(largestOffer, sightings.size());
        if (full) {
            refusals++;
            offer.future().completeExceptionally(new Full());
        } else if (failing) {
            refusals++;
            if (refusals % 2 == 0) {
                enter(new Offer(sightings, new CompletableFuture<>()));
            }
            offer.future().completeExceptionally(failure());
        } else if (holding) {
            held.add(offer);
        } else {
            enter(offer);
        }
        notifyAll();
        return offer.future();
    }

    private static NotRecording failure() {
        return new NotRecording(
                new Recording(Recording.State.DISK_FAILED, Instant.EPOCH, "input/output error"));
    }

    private void enter(Offer offer) {
        int again = 0;
        for (Sighting sighting : offer.batch()) {
            if (sighting.isNumbered()
                    && !numbers.add(
                            new Number(sighting.source(), sighting.boot(), sighting.seq()))) {
                again++;
            } else {
                entered.add(sighting);
            }
        }
        duplicates += again;
        notifyAll();
        offer.future().complete(new Receipt(entered.size(), again));
    }

    @Override
    public Receipt submit(List<Sighting> sightings) {
        throw new UnsupportedOperationException("a link offers");
    }

    synchronized int duplicates() {
        return duplicates;
    }

    synchronized List<Sighting> sightings() {
        return List.copyOf(entered);
    }

    synchronized List<Fact> facts() {
        return entered.stream().<Fact>map(Sighting::fact).toList();
    }

    synchronized <F extends Fact> List<F> facts(Class<F> kind) {
        return entered.stream()
                .map(Sighting::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// Waits until so many facts of a kind are there.
    <F extends Fact> List<F> await(Class<F> kind, int count) {
        await(kind.getSimpleName(), _ -> facts(kind).size() >= count);
        return facts(kind);
    }

    /// Waits until offers were refused because the intake is full.
    void awaitRefusal() {
        await("a refused offer", _ -> refusals > 0);
    }

    /// Waits until so many offers were refused.
    void awaitRefusals(int count) {
        await("refused offers", _ -> refusals >= count);
    }

    /// Waits until something is offered and held.
    void awaitHeld() {
        await("a held offer", _ -> !held.isEmpty());
    }

    /// How many sightings came in the largest offer.
    synchronized int largestOffer() {
        return largestOffer;
    }

    private synchronized void await(String what, Predicate<FakeIntake> reached) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.test(this)) {
            long ms = (deadline - System.nanoTime()) / 1_000_000;
            if (ms <= 0) {
                throw new AssertionError("no " + what + "; there are " + entered);
            }
            try {
                wait(ms);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
