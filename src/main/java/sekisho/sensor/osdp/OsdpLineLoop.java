package sekisho.sensor.osdp;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Outbox;
import sekisho.sensor.line.Line;
import sekisho.sensor.line.LineInput;
import sekisho.sensor.line.LineListener;
import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.Observation;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// The thread of one line: opens it, gives [OsdpBus] bytes and time, carries out what it wants, and
/// opens the line again when it was lost.
///
/// While the outbox is full nobody is polled: what happens meanwhile stays in the readers' own
/// memory. A reader that was left alone for too long is told as lost, so the blind time is a fact.
final class OsdpLineLoop implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(OsdpLineLoop.class);

    private static final int OUTBOX_MAX = 10_000;
    private static final int INPUTS_MAX = 1_000;
    private static final Duration LOOK_AROUND = Duration.ofMillis(250);
    private static final Duration BACK_OFF_MIN = Duration.ofMillis(500);
    private static final Duration BACK_OFF_MAX = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final OsdpLineConfig config;
    private final InstantSource clock;
    private final BlockingQueue<LineInput> inputs = new LinkedBlockingQueue<>(INPUTS_MAX);
    private final Outbox outbox;
    private final OsdpReport report;
    private final OsdpBus bus;
    private final Instant startedAt;
    private final long startedNanos = System.nanoTime();
    private Duration backOff = BACK_OFF_MIN;
    private volatile boolean stopping;

    OsdpLineLoop(
            OsdpLineConfig config,
            Cardholders cardholders,
            OsdpKeys keys,
            KnownDevices devices,
            InstantSource clock,
            Intake intake) {
        this.config = config;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.outbox = new Outbox(intake, UUID.randomUUID().toString(), OUTBOX_MAX, this::wake);
        this.report = new OsdpReport(config, cardholders, devices, outbox);
        Duration onTheLine = config.address().travel(OsdpFrame.TYPICAL);
        this.bus =
                new OsdpBus(
                        config.readers().stream()
                                .map(reader ->
                                        new OsdpSession(
                                                reader,
                                                onTheLine,
                                                SecureSetup.of(reader, keys, now())))
                                .toList());
    }

    /// Ends the loop soon. Any thread.
    void stop() {
        stopping = true;
        wake();
    }

    @Override
    public void run() {
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
        try (Line line = Line.open(config.address())) {
            LOG.info("line {} is open: {}", config.name(), config.address());
            converse(line);
        } catch (IOException e) {
            lost(String.valueOf(e.getMessage()));
        }
    }

    private void converse(Line line) throws IOException, InterruptedException {
        Thread listener =
                Thread.ofPlatform()
                        .daemon()
                        .name("osdp " + config.name() + " listener")
                        .start(new LineListener(line, inputs));
        try {
            bus.opened(now());
            while (!stopping) {
                if (!outbox.isFull()) {
                    act(line, actions -> bus.elapse(now(), actions::add));
                }
                take(await(outbox.isFull() ? Instant.MAX : bus.dueAt()), line);
                // What came while this thread was late is no late reply.
                for (int behind = inputs.size(); behind > 0; behind--) {
                    take(inputs.take(), line);
                }
            }
        } finally {
            line.close();
            listener.interrupt();
            listener.join(FAREWELL);
        }
    }

    private void take(LineInput input, Line line) throws IOException {
        switch (input) {
            case LineInput.Delivered(Line from, Bytes bytes) when from == line -> {
                backOff = BACK_OFF_MIN;
                act(line, actions -> bus.received(bytes, now(), actions::add));
            }
            case LineInput.Gone(Line from, String reason) when from == line ->
                    throw new IOException(reason);
            case LineInput.Delivered _, LineInput.Gone _, LineInput.Wake _ -> {}
        }
    }

    private void lost(String reason) {
        var actions = new ArrayList<OsdpAction>();
        bus.lost("the line is gone: " + reason, now(), actions::add);
        actions.forEach(this::tell);
    }

    /// One step of the bus: what it wants sent goes out, what it found is told.
    private void act(Line line, java.util.function.Consumer<List<OsdpAction>> step)
            throws IOException {
        var actions = new ArrayList<OsdpAction>();
        step.accept(actions);
        for (OsdpAction action : actions) {
            if (action instanceof OsdpAction.Send(Bytes bytes)) {
                line.send(bytes);
            } else {
                tell(action);
            }
        }
    }

    private void tell(OsdpAction action) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        switch (action) {
            case OsdpAction.Send _ -> {}
            case OsdpAction.Online(int address) -> report.online(address, now(), at);
            case OsdpAction.Offline(int address, String reason) ->
                    report.offline(address, reason, at);
            case OsdpAction.Told(int address, OsdpReply reply) -> {
                for (Observation fact : report.told(address, reply, at)) {
                    OsdpSignals.after(fact).forEach(signal -> bus.signal(address, signal, now()));
                }
            }
            case OsdpAction.Odd odd -> report.odd(odd.address(), odd.reason(), odd.sample());
        }
    }

    /// Tells what is due, hands in what waits, and sleeps until something comes or `until`.
    private LineInput await(Instant until) throws InterruptedException {
        report.elapse(now(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
        outbox.deliver(now());
        Duration left = Duration.between(now(), until);
        Duration wait = left.compareTo(LOOK_AROUND) < 0 ? left : LOOK_AROUND;
        LineInput input = inputs.poll(Math.max(wait.toNanos(), 0), TimeUnit.NANOSECONDS);
        return input == null ? new LineInput.Wake() : input;
    }

    /// Waits between two attempts to open the line; what an old line still delivers is void.
    private void pause(Duration span) throws InterruptedException {
        Instant until = now().plus(span);
        while (!stopping && now().isBefore(until)) {
            await(until);
        }
    }

    /// What was told last still has to arrive.
    private void sayFarewell() throws InterruptedException {
        Instant until = now().plus(FAREWELL);
        while (!outbox.isEmpty() && now().isBefore(until)) {
            await(until);
        }
        if (!outbox.isEmpty()) {
            LOG.warn("line {} ends with facts that the intake did not take", config.name());
        }
    }

    private void wake() {
        inputs.offer(new LineInput.Wake());
    }

    /// A time that only goes forward, whatever is done to the clock of the machine.
    private Instant now() {
        return startedAt.plusNanos(System.nanoTime() - startedNanos);
    }
}
