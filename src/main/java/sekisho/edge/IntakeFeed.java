package sekisho.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import sekisho.site.Intake;
import sekisho.site.Sighting;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;

/// Hands sightings to the intake in order, one batch at a time: what comes while a batch is being
/// made durable waits and becomes the next one. A full intake is asked again a little later.
///
/// Belongs to one event loop; nothing here blocks it.
final class IntakeFeed {
    /// How long a full intake is left alone.
    private static final long RETRY_MS = 20;

    /// How long a station that can't record is left alone.
    private static final long RECOVERY_MS = 500;

    /// Hears what became of the batches.
    interface Listener {
        void durable(List<Sighting> batch);

        /// The station can't record any more.
        void failed(Throwable cause);
    }

    private final Vertx vertx;
    private final Context context;
    private final Intake intake;
    private final Listener listener;
    private List<Sighting> waiting = new ArrayList<>();
    private @Nullable List<Sighting> offered;

    IntakeFeed(Vertx vertx, Context context, Intake intake, Listener listener) {
        this.vertx = vertx;
        this.context = context;
        this.intake = intake;
        this.listener = listener;
    }

    /// Takes one; [#waiting] says when it is time to stop.
    void add(Sighting sighting) {
        waiting.add(sighting);
    }

    /// Offers what has been added.
    void flush() {
        if (offered == null && !waiting.isEmpty()) {
            offered = waiting;
            waiting = new ArrayList<>();
            offer(offered);
        }
    }

    /// How many sightings wait behind the batch that is on its way.
    int waiting() {
        return waiting.size();
    }

    private void offer(List<Sighting> batch) {
        intake.offer(batch)
                .whenComplete((_, failure) -> context.runOnContext(_ -> completed(batch, failure)));
    }

    private void completed(List<Sighting> batch, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        if (cause instanceof Intake.Full) {
            vertx.setTimer(RETRY_MS, _ -> context.runOnContext(_ -> offer(batch)));
        } else if (cause instanceof Intake.NotRecording) {
            vertx.setTimer(RECOVERY_MS, _ -> context.runOnContext(_ -> offer(batch)));
        } else if (cause != null) {
            listener.failed(cause);
        } else {
            offered = null;
            listener.durable(batch);
            flush();
        }
    }
}
