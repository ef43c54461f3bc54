package sekisho.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.function.Consumer;

/// A thread that ends by a fault nobody handled takes a part of the watch with it: a reader is not
/// asked any more, a board stands still. Whoever runs the process must hear of it.
///
/// A virtual thread serves a single request; of its faults only the log is told.
final class DeadThreads implements Thread.UncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DeadThreads.class);

    private final Consumer<Throwable> told;

    private DeadThreads(Consumer<Throwable> told) {
        this.told = told;
    }

    /// From here on, for the whole process, tells of every thread that dies.
    static void tell(Consumer<Throwable> told) {
        Thread.setDefaultUncaughtExceptionHandler(new DeadThreads(told));
    }

    @Override
    public void uncaughtException(Thread thread, Throwable fault) {
        if (thread.isVirtual()) {
            LOG.error("a request ended by a fault", fault);
            return;
        }
        told.accept(
                new IllegalStateException(
                        "the thread \"" + thread.getName() + "\" ended by a fault: " + fault,
                        fault));
    }
}
