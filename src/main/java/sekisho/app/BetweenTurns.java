package sekisho.app;

import sekisho.retention.Quiet;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What others want done by the deciding thread between two of its turns.
final class BetweenTurns {
    private record Job(Quiet.Step step, CompletableFuture<Void> done) {}

    private final Queue<Job> waiting = new ConcurrentLinkedQueue<>();

    /// Any thread.
    ///
    /// @return completes when it is done, exceptionally when it failed or will never be done
    CompletableFuture<Void> add(Quiet.Step step) {
        var job = new Job(step, new CompletableFuture<>());
        waiting.add(job);
        return job.done();
    }

    /// Does all of it. A failure is told to whoever wanted it done.
    void run() {
        for (Job job = waiting.poll(); job != null; job = waiting.poll()) {
            try {
                job.step().take();
                job.done().complete(null);
            } catch (IOException | RuntimeException e) {
                job.done().completeExceptionally(e);
            }
        }
    }

    /// Does none of it.
    void refuse(Throwable reason) {
        for (Job job = waiting.poll(); job != null; job = waiting.poll()) {
            job.done().completeExceptionally(reason);
        }
    }
}
