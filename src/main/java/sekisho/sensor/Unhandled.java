package sekisho.sensor;

/// For tasks of an executor, which would keep to itself what they throw: a sensor that is blind
/// must not look as if nothing happened.
public final class Unhandled {
    private Unhandled() {}

    /// The task; what it throws also reaches the handler of uncaught exceptions, as that of a
    /// thread of its own would.
    public static Runnable told(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                Thread thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
                throw e;
            }
        };
    }
}
