package sekisho.retention;

import sekisho.site.Intake.NotRecording;

import java.io.IOException;

/// Has something done while no entry is being made: everything that was entered before is durable
/// then, and what comes later is made after it.
public interface Quiet {

    /// Comes back when it is done.
    ///
    /// @throws NotRecording when nothing is entered now, and so nothing is done either
    void run(Step step) throws IOException, InterruptedException;

    /// What is done; quickly, because facts wait for it.
    interface Step {
        void take() throws IOException;
    }
}
