package sekisho.witness;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.tree.SignedTree;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Brings the newest signed tree to an outsider, again and again, and enters how that stands: that
/// the outsider is away, that it is back, that it objects. Nobody waits for it.
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    /// Where an objection is entered: it is the log that is in doubt, not who objects.
    public static final SourceId THE_LOG = new SourceId("log");

    /// As often as the log is signed.
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Duration PAUSE_MAX = Duration.ofMinutes(10);

    /// Who fails so often, one after the other, is away: more than half a minute.
    private static final int AWAY_AFTER = 4;

    private final Outsider outsider;
    private final Newest newest;
    private final Facts facts;
    private final InstantSource clock;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private int failures;
    private @Nullable Observation untold;
    private boolean away;
    private @Nullable String objection;

    /// The tree that was signed last.
    @FunctionalInterface
    public interface Newest {
        /// Absent before the first checkpoint.
        @Nullable SignedTree get() throws IOException;
    }

    /// Enters a fact into the journal.
    @FunctionalInterface
    public interface Facts {
        /// Returns when it is durable.
        ///
        /// @throws sekisho.site.Intake.NotRecording when nothing can be entered
        void enter(Observation fact) throws InterruptedException;
    }

    /// Begins with [#start].
    public Courier(Outsider outsider, Newest newest, Facts facts, InstantSource clock) {
        this.outsider = outsider;
        this.newest = newest;
        this.facts = facts;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("courier " + outsider.id()).unstarted(this::run);
    }

    /// Begins to go there.
    public void start() {
        thread.start();
    }

    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        thread.interrupt();
        thread.join();
    }

    private void run() {
        try {
            while (!closing.await(turn().toMillis(), TimeUnit.MILLISECONDS)) {
                continue;
            }
        } catch (InterruptedException e) {
            LOG.debug("{} is not gone to any more", outsider.id());
        }
    }

    /// Goes there once, if there is something to bring.
    ///
    /// @return how long to wait until the next time
    Duration turn() throws InterruptedException {
        tell();
        try {
            SignedTree tree = newest.get();
            if (tree == null || !outsider.wants(tree, clock.instant())) {
                return PAUSE;
            }
            outsider.give(tree, clock.instant());
            well();
            return PAUSE;
        } catch (Outsider.Objection e) {
            objected(String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            failed(e.getMessage() == null ? e.toString() : e.getMessage());
        }
        Duration pause = PAUSE.multipliedBy(1L << Math.min(failures, 7));
        return pause.compareTo(PAUSE_MAX) > 0 ? PAUSE_MAX : pause;
    }

    private void well() throws InterruptedException {
        failures = 0;
        objection = null;
        if (away) {
            away = false;
            LOG.info("{} does its part again", outsider.id());
            enter(new Observation.SourceRestored(clock.instant(), outsider.id(), null));
        }
    }

    private void failed(String reason) throws InterruptedException {
        failures++;
        LOG.warn("{}: {}; trying again", outsider.id(), reason);
        if (failures == AWAY_AFTER) {
            away = true;
            enter(new Observation.SourceLost(clock.instant(), outsider.id(), null, reason));
        }
    }

    private void objected(String sentence) throws InterruptedException {
        failures++;
        LOG.error("THE LOG IS NOT WHAT OTHERS HOLD OF IT: {}: {}", outsider.id(), sentence);
        if (!sentence.equals(objection)) {
            objection = sentence;
            enter(new Observation.SourceTampered(clock.instant(), THE_LOG, null, sentence));
        }
    }

    /// What can't be entered now is entered when it can.
    private void enter(Observation fact) throws InterruptedException {
        untold = fact;
        tell();
    }

    private void tell() throws InterruptedException {
        Observation fact = untold;
        if (fact == null) {
            return;
        }
        try {
            facts.enter(fact);
            untold = null;
        } catch (sekisho.site.Intake.NotRecording e) {
            LOG.debug("told when it can be", e);
        }
    }
}
