package sekisho.sensor;

import org.jspecify.annotations.Nullable;

import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Facts on their way from a sensor into the intake: numbered, in order, none lost.
///
/// A device thread can't wait for a disk. It adds facts here and goes on; they are handed in one
/// batch after the other, and a batch that the intake refused is handed in again. Whoever fills the
/// outbox asks [#isFull] before it asks its device for more. One thread only.
public final class Outbox {
    private static final int BATCH = 500;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Intake intake;
    private final String boot;
    private final int capacity;
    private final Runnable settled;
    private final Deque<Sighting> waiting = new ArrayDeque<>();
    private final Map<SourceId, Long> numbers = new HashMap<>();
    private @Nullable CompletableFuture<Intake.Receipt> underWay;
    private List<Sighting> batch = List.of();
    private @Nullable Instant retryAt;

    /// @param boot tells this run of the sensor from any other
    /// @param capacity how many facts may wait
    /// @param settled called, on any thread, when a batch was entered or refused
    public Outbox(Intake intake, String boot, int capacity, Runnable settled) {
        this.intake = intake;
        this.boot = boot;
        this.capacity = capacity;
        this.settled = settled;
    }

    /// Takes the next fact of a source, even beyond the capacity: what happened, happened.
    public void add(SourceId source, Fact fact) {
        add(source, fact, Map.of());
    }

    /// The same with members that go with the fact and that no rule reads.
    public void add(SourceId source, Fact fact, Map<String, Object> beside) {
        long number = numbers.merge(source, 1L, Long::sum);
        waiting.add(new Sighting(fact, source, boot, number, null, beside));
    }

    /// Takes a fact that its device itself has numbered, so that one which was read twice is known.
    ///
    /// @param memory stands for the boot: what the numbers count up in
    public void add(SourceId source, String memory, long number, Fact fact) {
        waiting.add(Sighting.of(fact, source, memory, number));
    }

    /// Whether the sensor must stop asking its device for more.
    public boolean isFull() {
        return waiting.size() >= capacity;
    }

    /// Whether everything was entered.
    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /// Hands in what waits, or sees what became of what was handed in. Never blocks.
    public void deliver(Instant now) {
        if (underWay != null && !settle(underWay, now)) {
            return;
        }
        if (waiting.isEmpty() || retryAt != null && now.isBefore(retryAt)) {
            return;
        }
        retryAt = null;
        batch = waiting.stream().limit(BATCH).toList();
        underWay = intake.offer(batch);
        underWay.whenComplete((_, _) -> settled.run());
    }

    private boolean settle(CompletableFuture<Intake.Receipt> handedIn, Instant now) {
        if (!handedIn.isDone()) {
            return false;
        }
        underWay = null;
        if (handedIn.isCompletedExceptionally()) {
            retryAt = now.plus(PAUSE);
        } else {
            batch.forEach(_ -> waiting.remove());
        }
        return true;
    }
}
