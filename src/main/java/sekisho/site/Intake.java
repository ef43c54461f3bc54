package sekisho.site;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The bounded mouth of the station: everything that becomes an entry goes in here.
///
/// Any thread may call it. Nothing is acknowledged before it is durable.
public interface Intake {

    /// What became of the sightings that were handed in, once they are durable.
    ///
    /// @param sequence of the last entry they became; of the newest entry if all were duplicates
    /// @param duplicates how many were already in the journal and were not entered again
    record Receipt(long sequence, int duplicates) {}

    /// The mouth is full: wait a little, slow down what feeds it, and offer again.
    final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Full() {
            super("the intake is full", null, false, false);
        }
    }

    /// Hands in sightings, to be entered in this order in one piece. Returns at once; the future
    /// completes when they are durable, and fails with [Full] if there was no room for them.
    CompletableFuture<Receipt> offer(List<Sighting> sightings);

    /// Hands in sightings and waits, first for room and then until they are durable. For threads of
    /// their own (a serial line, an import), never for an event loop.
    Receipt submit(List<Sighting> sightings) throws InterruptedException;
}
