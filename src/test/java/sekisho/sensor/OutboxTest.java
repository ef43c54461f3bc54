package sekisho.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import sekisho.site.Fact;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class OutboxTest {
    private static final SourceId NORTH = new SourceId("north");
    private static final SourceId SOUTH = new SourceId("south");

    private final SlowIntake intake = new SlowIntake();
    private final Outbox outbox = new Outbox(intake, "boot", 3, () -> {});
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    @Test
    void numbersEachSourceForItself() {
        outbox.add(NORTH, lost(NORTH));
        outbox.add(SOUTH, lost(SOUTH));
        outbox.add(NORTH, lost(NORTH));
        outbox.deliver(now);
        intake.enter();
        assertThat(intake.entered)
                .containsExactly(
                        Sighting.of(lost(NORTH), NORTH, "boot", 1),
                        Sighting.of(lost(SOUTH), SOUTH, "boot", 1),
                        Sighting.of(lost(NORTH), NORTH, "boot", 2));
    }

    @Test
    void handsInOneBatchAtATime() {
        outbox.add(NORTH, lost(NORTH));
        outbox.deliver(now);
        outbox.add(NORTH, lost(NORTH));
        outbox.deliver(now);
        assertThat(intake.offered).hasSize(1);
        intake.enter();
        outbox.deliver(now);
        intake.enter();
        outbox.deliver(now);
        assertThat(numbers()).containsExactly(1L, 2L);
        assertThat(outbox.isEmpty()).isTrue();
    }

    @Test
    void handsInAgainWhatWasRefusedBeforeAnythingThatCameLater() {
        outbox.add(NORTH, lost(NORTH));
        outbox.deliver(now);
        intake.refuse();
        outbox.add(NORTH, lost(NORTH));
        outbox.deliver(now);
        assertThat(intake.offered).as("not at once").isEmpty();
        now = now.plus(Duration.ofMillis(199));
        outbox.deliver(now);
        assertThat(intake.offered).as("nor soon").isEmpty();
        now = now.plus(Duration.ofMillis(1));
        outbox.deliver(now);
        intake.enter();
        assertThat(numbers()).containsExactly(1L, 2L);
    }

    @Test
    void isFullUntilTheIntakeTookSomething() {
        for (int i = 0; i < 3; i++) {
            assertThat(outbox.isFull()).isFalse();
            outbox.add(NORTH, lost(NORTH));
        }
        assertThat(outbox.isFull()).isTrue();
        outbox.deliver(now);
        assertThat(outbox.isFull()).isTrue();
        intake.enter();
        outbox.deliver(now);
        assertThat(outbox.isFull()).isFalse();
    }

    @Test
    void keepsEvenWhatItHasNoRoomFor() {
        for (int i = 0; i < 10; i++) {
            outbox.add(NORTH, lost(NORTH));
        }
        outbox.deliver(now);
        intake.enter();
        assertThat(numbers()).hasSize(10);
    }

    private List<Long> numbers() {
        return intake.entered.stream().map(Sighting::seq).toList();
    }

    private static Fact lost(SourceId source) {
        return new Observation.SourceLost(Instant.EPOCH, source, null, null);
    }

    /// Answers when the test says so.
    private static final class SlowIntake implements Intake {
        private record Offered(List<Sighting> batch, CompletableFuture<Receipt> answer) {}

        final Deque<Offered> offered = new ArrayDeque<>();
        final List<Sighting> entered = new ArrayList<>();

        @Override
        public CompletableFuture<Receipt> offer(List<Sighting> sightings) {
            offered.add(new Offered(sightings, new CompletableFuture<>()));
            return offered.getLast().answer();
        }

        @Override
        public Receipt submit(List<Sighting> sightings) {
            throw new AssertionError("a device thread never waits");
        }

        void enter() {
            Offered first = offered.remove();
            entered.addAll(first.batch());
            first.answer().complete(new Receipt(entered.size(), 0));
        }

        void refuse() {
            offered.remove().answer().completeExceptionally(new Full());
        }
    }
}
