package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;

import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Recording;
import sekisho.site.Sighting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Enters each numbered sighting once, as the journal does; and nothing while its disk is full.
public final class FakeJournal implements Intake {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private record Number(String source, String boot, long seq) {}

    private final List<Sighting> entries = new ArrayList<>();
    private final Set<Number> numbers = new HashSet<>();
    private boolean full;
    private int refusals;

    @Override
    public CompletableFuture<Receipt> offer(List<Sighting> sightings) {
        try {
            return CompletableFuture.completedFuture(submit(sightings));
        } catch (NotRecording e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public synchronized Receipt submit(List<Sighting> sightings) {
        if (full) {
            refusals++;
            notifyAll();
            throw new NotRecording(
                    new Recording(Recording.State.DISK_FULL, Instant.EPOCH, "the disk is full"));
        }
        int before = entries.size();
        for (Sighting one : sightings) {
            Number number = number(one);
            if (number == null || numbers.add(number)) {
                entries.add(one);
            }
        }
        notifyAll();
        return new Receipt(entries.size(), sightings.size() - (entries.size() - before));
    }

    private static @Nullable Number number(Sighting one) {
        return one.source() == null || one.boot() == null || one.seq() == null
                ? null
                : new Number(one.source().value(), one.boot(), one.seq());
    }

    /// From now on nothing is taken in, or everything is again.
    public synchronized void full(boolean on) {
        full = on;
    }

    /// Waits until it has refused so often.
    public synchronized void awaitRefusals(int count) throws InterruptedException {
        await("refused " + count + " times", () -> refusals >= count);
    }

    /// Everything that was entered, in order.
    public synchronized List<Sighting> entries() {
        return List.copyOf(entries);
    }

    /// The facts of a kind that were entered, in order.
    public <T extends Fact> List<T> facts(Class<T> kind) {
        return entries().stream()
                .map(Sighting::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /// Waits for a fact, whenever it was entered.
    public synchronized <T extends Fact> T await(Class<T> kind, Predicate<T> fits)
            throws InterruptedException {
        await("a fitting " + kind.getSimpleName(), () -> facts(kind).stream().anyMatch(fits));
        return facts(kind).stream().filter(fits).findFirst().orElseThrow();
    }

    private interface Condition {
        boolean holds();
    }

    private void await(String what, Condition condition) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("it never was: " + what + "; there are " + entries);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
