package sekisho.sensor.feed;

import sekisho.site.SourceId;

import java.util.List;
import java.util.function.Consumer;

/// Messages that came in one piece and are acknowledged in one piece.
///
/// @param patient they wait here until they can be entered, however long that takes; others go back
///   to their sender when nothing can be recorded
/// @param settled told once, by the thread of the reception, what became of them
public record Delivery(
        SourceId sender, List<Message> messages, boolean patient, Consumer<Settled> settled) {
    public Delivery {
        messages = List.copyOf(messages);
    }

    /// What became of a delivery.
    public sealed interface Settled {

        /// Everything in it is durable: it may be acknowledged.
        ///
        /// @param facts how many facts it made; what came before is entered once
        /// @param ignored messages that tell nothing that is wanted
        /// @param unread messages that made no fact, and were entered whole as noise
        record Durable(int facts, int ignored, int unread) implements Settled {}

        /// Nothing can be recorded now: it must not be acknowledged.
        record NotRecorded(String reason) implements Settled {}
    }

    long size() {
        long size = 0;
        for (Message one : messages) {
            size += 100 + one.text().length();
        }
        return size;
    }
}
