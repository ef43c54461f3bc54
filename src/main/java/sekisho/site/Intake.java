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

    /// Nothing can be recorded now. Whether what was handed in will ever be is unknown: offer it
    /// again when something can.
    final class NotRecording extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Recording recording;

        public NotRecording(Recording recording) {
            super(recording.refusal(), null, false, false);
            this.recording = recording;
        }

        /// Why not.
        public Recording recording() {
            return recording;
        }
    }

    /// Hands in sightings, to be entered in this order in one piece. Returns at once; the future
    /// completes when they are durable, and fails with [Full] if there was no room for them or with
    /// [NotRecording] if the disk does not take them.
    CompletableFuture<Receipt> offer(List<Sighting> sightings);

    /// Hands in sightings and waits, first for room and then until they are durable. For threads of
    /// their own (a serial line, an import), never for an event loop.
    ///
    /// @throws NotRecording when the disk does not take them
    Receipt submit(List<Sighting> sightings) throws InterruptedException;
}
