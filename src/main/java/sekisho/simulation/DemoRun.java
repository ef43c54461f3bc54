package sekisho.simulation;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.journal.Entry;
import sekisho.journal.JournalReader;
import sekisho.site.SourceId;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Plays the script in real time, on a thread of its own: it looks into the journal where everybody
/// is, asks the script what is due, and makes the moves.
public final class DemoRun {
    private static final Logger LOG = LoggerFactory.getLogger(DemoRun.class);
    private static final int BATCH = 1_000;

    /// So long the first scene waits for the devices to be there.
    private static final Duration CURTAIN_MOST = Duration.ofSeconds(30);

    /// So long the stop waits until the last door is known to be shut.
    private static final Duration FAREWELL_MOST = Duration.ofSeconds(3);

    private final JournalReader journal;
    private final Stage stage;
    private final ScriptMark mark;
    private final InstantSource clock;
    private final java.time.ZoneId zone;
    private final List<SourceId> devices;
    private final World world = new World();
    private final Semaphore woken = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopping;
    private long next = 1;

    /// @param mark how far the script was, and will be
    /// @param zone the site's own time: quiet traffic has its days by it
    /// @param devices that must be there before the first scene
    public DemoRun(
            JournalReader journal,
            Stage stage,
            ScriptMark mark,
            InstantSource clock,
            java.time.ZoneId zone,
            List<SourceId> devices) {
        this.journal = journal;
        this.stage = stage;
        this.mark = mark;
        this.clock = clock;
        this.zone = zone;
        this.devices = List.copyOf(devices);
        this.thread = Thread.ofPlatform().name("demo script").unstarted(this::run);
    }

    /// Begins to play.
    public void start() {
        thread.start();
    }

    /// Shuts the doors, signs the visitors out, and ends. Returns when the station knows it, or
    /// after a few seconds.
    public void stop() throws InterruptedException {
        stopping = true;
        woken.release();
        thread.join();
    }

    private void run() {
        try (var _ = journal.onDurable(_ -> woken.release())) {
            await(CURTAIN_MOST, () -> stopping || devices.stream().allMatch(world::isAlive));
            var script = new DemoScript(mark.read(), clock.instant(), zone);
            mark.keep(script.position());
            while (!stopping) {
                play(script);
                await(Duration.between(clock.instant(), script.dueAt()), () -> stopping);
            }
            end(script);
        } catch (InterruptedException e) {
            LOG.debug("the demo was interrupted");
        } catch (IOException | RuntimeException e) {
            LOG.error("the demo's script ended: {}", e.toString());
        }
    }

    /// The position is kept before the moves are made: what is killed in between is not repeated.
    private void play(DemoScript script) throws IOException, InterruptedException {
        lookAround();
        int position = script.position();
        List<Move> moves = script.due(clock.instant(), world);
        if (script.position() != position) {
            mark.keep(script.position());
        }
        for (Move move : moves) {
            LOG.debug("{}", move);
            stage.make(move);
        }
    }

    private void end(DemoScript script) throws IOException, InterruptedException {
        lookAround();
        for (Move move : script.ending(world)) {
            stage.make(move);
        }
        mark.keep(script.position());
        await(FAREWELL_MOST, () -> !world.isAnyDoorOpen());
    }

    /// Waits until something is so, or for the longest time; looks again whenever the journal
    /// grows.
    private void await(Duration longest, BooleanSupplier isSo) throws InterruptedException {
        Instant until = clock.instant().plus(longest);
        lookAround();
        while (!isSo.getAsBoolean()) {
            long left = Duration.between(clock.instant(), until).toMillis();
            if (left <= 0) {
                return;
            }
            if (woken.tryAcquire(left, TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
            lookAround();
        }
    }

    private void lookAround() {
        for (List<Entry> some = journal.read(next, BATCH);
                !some.isEmpty();
                some = journal.read(next, BATCH)) {
            for (Entry entry : some) {
                world.accept(entry.fact());
                next = entry.sequence() + 1;
            }
        }
    }
}
