package sekisho.sensor.smartcard;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Outbox;
import sekisho.sensor.Sensor;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.SourceId;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The card readers on the desks of a site: one thread, because calls of the service block.
public final class SmartcardSensor implements Sensor {
    private static final Logger LOG = LoggerFactory.getLogger(SmartcardSensor.class);
    private static final int OUTBOX_MAX = 1_000;
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final SmartcardConfig config;
    private final Cardholders cardholders;
    private final InstantSource clock;
    private final Pcsc service;
    private @Nullable Watch watch;

    /// With the PC/SC service of this machine.
    ///
    /// @param cardholders whose a card is
    /// @param clock the time of day, for the facts
    public SmartcardSensor(SmartcardConfig config, Cardholders cardholders, InstantSource clock) {
        this(config, cardholders, clock, PcscLite.ofThisMachine());
    }

    SmartcardSensor(
            SmartcardConfig config, Cardholders cardholders, InstantSource clock, Pcsc service) {
        this.config = config;
        this.cardholders = cardholders;
        this.clock = clock;
        this.service = service;
    }

    @Override
    public SourceId id() {
        return new SourceId("smartcard");
    }

    @Override
    public synchronized void start(Intake intake) {
        if (watch != null) {
            throw new IllegalStateException("the desks are watched already");
        }
        watch = new Watch(intake);
        watch.thread.start();
    }

    @Override
    public synchronized void stop() {
        if (watch == null) {
            return;
        }
        watch.stop();
        watch = null;
    }

    private final class Watch implements SmartcardLoop.Listener {
        final Thread thread = Thread.ofPlatform().name("smartcard").unstarted(this::run);
        final CountDownLatch stopping = new CountDownLatch(1);
        private final Outbox outbox;
        private final SmartcardDesks desks;
        private final SmartcardLoop loop;
        private final Instant startedAt = clock.instant();
        private final long startedNanos = System.nanoTime();

        Watch(Intake intake) {
            outbox = new Outbox(intake, UUID.randomUUID().toString(), OUTBOX_MAX, () -> {});
            desks = new SmartcardDesks(config, cardholders, outbox::add);
            loop = new SmartcardLoop(service, this::now, this);
        }

        private void run() {
            try (loop) {
                while (stopping.getCount() > 0) {
                    Duration rest = outbox.isFull() ? LOOK_AGAIN : loop.turn();
                    desks.elapse(now(), at());
                    outbox.deliver(now());
                    if (!rest.isZero()) {
                        stopping.await(rest.toMillis(), TimeUnit.MILLISECONDS);
                    }
                }
                sayFarewell();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        /// What was told last still has to arrive.
        private void sayFarewell() throws InterruptedException {
            Instant until = now().plus(FAREWELL);
            while (!outbox.isEmpty() && now().isBefore(until)) {
                Thread.sleep(LOOK_AGAIN);
                outbox.deliver(now());
            }
            if (!outbox.isEmpty()) {
                LOG.warn("the desks end with facts that the intake did not take");
            }
        }

        void stop() {
            stopping.countDown();
            loop.wake();
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void told(SmartcardAction action) {
            desks.told(action, now(), at());
            outbox.deliver(now());
        }

        @Override
        public void listed() {
            desks.listed(at());
            outbox.deliver(now());
        }

        @Override
        public void about(String reader, Pcsc.About about) {
            desks.about(reader, about, at());
        }

        private Instant at() {
            return clock.instant().truncatedTo(ChronoUnit.MILLIS);
        }

        /// A time that only goes forward, whatever is done to the clock of the machine.
        private Instant now() {
            return startedAt.plusNanos(System.nanoTime() - startedNanos);
        }
    }
}
