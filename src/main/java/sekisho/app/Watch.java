package sekisho.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a station running until a signal ends it, or until a part of it can't go on.
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Station station;

    Watch(Station station) {
        this.station = station;
    }

    /// Something to do once the station runs.
    interface Then {
        void run() throws Exception;
    }

    /// How everything is stopped.
    interface Stop {
        void run() throws InterruptedException;
    }

    /// Starts the station and waits; stops nothing but the station.
    ///
    /// @return see [#untilStopped(Then, Stop)]
    int untilStopped(Then then) throws Exception {
        return untilStopped(then, station::stop);
    }

    /// Starts the station and waits. SIGINT and SIGTERM stop it in order: the process then ends as
    /// the signal says (130, 143).
    ///
    /// @return 1 when the station could not go on: its supervisor starts it again into recovery
    int untilStopped(Then then, Stop stop) throws Exception {
        DeadThreads.tell(fault -> station.broken().complete(fault));
        station.start();
        var hook = Thread.ofPlatform().name("stop").unstarted(() -> stop(stop));
        Runtime.getRuntime().addShutdownHook(hook);
        then.run();
        Throwable reason = station.broken().get();
        LOG.error(
                "the station can't go on and stops; start it again: {}",
                reason.getMessage(),
                reason);
        Runtime.getRuntime().removeShutdownHook(hook);
        stop(stop);
        return 1;
    }

    private static void stop(Stop stop) {
        try {
            stop.run();
            LOG.info("stopped in order");
        } catch (InterruptedException e) {
            LOG.warn("the stop was cut short");
        }
    }
}
