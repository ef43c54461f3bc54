package sekisho.sensor.line;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Outbox;
import sekisho.site.Bytes;
import sekisho.site.Intake;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// The thread of one line: opens it, gives a [Talk] bytes and time, hands in what that told, and
/// opens the line again when it was lost.
public final class LineKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(LineKeeper.class);

    private static final int OUTBOX_MAX = 10_000;
    private static final int INPUTS_MAX = 1_000;
    private static final Duration LOOK_AROUND = Duration.ofMillis(250);
    private static final Duration BACK_OFF_MIN = Duration.ofMillis(500);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /// What is done with a line. Always called on the line's own thread. `now` is a time that only
    /// goes forward, whatever is done to the clock of the machine.
    public interface Talk {

        /// The line is open.
        void opened(Instant now);

        /// The line delivered bytes.
        void received(Bytes bytes, Instant now);

        /// There is no line; told at every attempt to open one.
        void lost(String reason, Instant now);

        /// Time passes, with a line or without: four times a second at least.
        void elapse(Instant now);
    }

    private final String name;
    private final LineAddress address;
    private final BlockingQueue<LineInput> inputs = new LinkedBlockingQueue<>(INPUTS_MAX);
    private final Outbox outbox;
    private final Talk talk;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private final Thread thread;
    private Duration backOff = BACK_OFF_MIN;
    private volatile boolean stopping;

    /// @param name of the line, for the log
    /// @param talk made with the outbox that its facts go into
    public LineKeeper(
            String name,
            LineAddress address,
            InstantSource clock,
            Intake intake,
            Function<Outbox, Talk> talk) {
        this.name = name;
        this.address = address;
        this.startedAt = clock.instant();
        this.outbox = new Outbox(intake, UUID.randomUUID().toString(), OUTBOX_MAX, this::wake);
        this.talk = talk.apply(outbox);
        this.thread = Thread.ofPlatform().name("line " + name).unstarted(this::run);
    }

    /// Begins.
    public void start() {
        thread.start();
    }

    /// Ends the thread and gives the line back. Returns when that is done. Any thread but its own.
    public void stop() {
        stopping = true;
        wake();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                connect();
                pause(backOff);
                Duration longer = backOff.multipliedBy(2);
                backOff = longer.compareTo(BACK_OFF_MAX) < 0 ? longer : BACK_OFF_MAX;
            }
            sayFarewell();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() throws InterruptedException {
        try (Line line = Line.open(address)) {
            LOG.info("line {} is open: {}", name, address);
            listen(line);
        } catch (IOException e) {
            talk.lost("the line is gone: " + e.getMessage(), now());
        }
    }

    private void listen(Line line) throws IOException, InterruptedException {
        Thread listener =
                Thread.ofPlatform()
                        .daemon()
                        .name("line " + name + " listener")
                        .start(new LineListener(line, inputs));
        try {
            talk.opened(now());
            while (!stopping) {
                switch (await(LOOK_AROUND)) {
                    case LineInput.Delivered(Line from, Bytes bytes) when from == line -> {
                        backOff = BACK_OFF_MIN;
                        talk.received(bytes, now());
                    }
                    case LineInput.Gone(Line from, String reason) when from == line ->
                            throw new IOException(reason);
                    case LineInput.Delivered _, LineInput.Gone _, LineInput.Wake _ -> {}
                }
            }
        } finally {
            line.close();
            listener.interrupt();
            listener.join(FAREWELL);
        }
    }

    /// Hands in what waits, and sleeps until something comes.
    private LineInput await(Duration most) throws InterruptedException {
        talk.elapse(now());
        outbox.deliver(now());
        LineInput input = inputs.poll(Math.max(most.toNanos(), 0), TimeUnit.NANOSECONDS);
        return input == null ? new LineInput.Wake() : input;
    }

    /// Waits between two attempts to open the line; what an old line still delivers is void.
    private void pause(Duration span) throws InterruptedException {
        Instant until = now().plus(span);
        while (!stopping && now().isBefore(until)) {
            Duration left = Duration.between(now(), until);
            await(left.compareTo(LOOK_AROUND) < 0 ? left : LOOK_AROUND);
        }
    }

    /// What was told last still has to arrive.
    private void sayFarewell() throws InterruptedException {
        Instant until = now().plus(FAREWELL);
        while (!outbox.isEmpty() && now().isBefore(until)) {
            await(LOOK_AROUND);
        }
        if (!outbox.isEmpty()) {
            LOG.warn("line {} ends with facts that the intake did not take", name);
        }
    }

    private void wake() {
        inputs.offer(new LineInput.Wake());
    }

    private Instant now() {
        return startedAt.plusNanos(System.nanoTime() - startedNanos);
    }
}
