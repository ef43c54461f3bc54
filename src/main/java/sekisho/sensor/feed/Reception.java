package sekisho.sensor.feed;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Outbox;
import sekisho.sensor.noise.Oddities;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The way of the messages of some senders into the journal: read, numbered, entered, and only then
/// settled. One thread does it; whoever receives messages hands them in and goes on.
///
/// While nothing can be recorded, patient deliveries wait here, up to a limit, and others go back.
/// Whoever hands in asks [#isFull] first: behind that, a sender must wait at its own end.
public final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    /// So much text waits at most, in characters.
    private static final long SIZE_MAX = 16L << 20;

    /// So many sightings are entered in one piece.
    private static final int PIECE = 250;

    private static final int OUTBOX_MAX = 10_000;
    private static final Duration LOOK_AROUND = Duration.ofMillis(250);

    /// So long a disk that takes nothing is left alone.
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final SourceId name;
    private final List<SenderConfig> configs;
    private final Cardholders people;
    private final Path state;
    private final InstantSource clock;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final AtomicLong size = new AtomicLong();
    private final Map<SourceId, Sender> senders = new LinkedHashMap<>();
    private final Missed missed = new Missed();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private @Nullable Thread thread;
    private volatile boolean stopping;
    private @Nullable Runnable roomAgain;

    /// What follows is owned by the thread.
    private @Nullable Intake intake;

    private @Nullable Outbox outbox;
    private Oddities oddities = new Oddities(_ -> {});
    private @Nullable Instant retryAt;
    private boolean wasFull;
    private Instant steady = Instant.EPOCH;
    private long steadyNanos;

    /// A delivery that has been read.
    private record Waiting(Delivery delivery, Sender sender, Sender.Sightings sightings) {}

    /// @param name of the sensor: what concerns none of its senders is told under it
    /// @param people who holds which credential
    /// @param state the folder that remembers which messages came
    /// @param clock the time of day
    public Reception(
            SourceId name,
            List<SenderConfig> configs,
            Cardholders people,
            Path state,
            InstantSource clock) {
        this.name = name;
        this.configs = List.copyOf(configs);
        this.people = people;
        this.state = state;
        this.clock = clock;
    }

    /// Begins, on a thread of its own.
    ///
    /// @param again called by it when there is room again after [#isFull]
    /// @throws java.io.UncheckedIOException when what is remembered can't be read
    public synchronized void start(Intake into, Runnable again) {
        if (thread != null) {
            throw new IllegalStateException("it was started already");
        }
        try {
            for (SenderConfig one : configs) {
                senders.put(one.id(), Sender.open(one, people, state));
            }
        } catch (IOException e) {
            senders.values().forEach(Reception::close);
            throw new java.io.UncheckedIOException(
                    "what is remembered of senders can't be read: " + e.getMessage(), e);
        }
        intake = into;
        roomAgain = again;
        steadyNanos = System.nanoTime();
        steady = clock.instant();
        outbox = new Outbox(into, UUID.randomUUID().toString(), OUTBOX_MAX, () -> {});
        oddities = new Oddities(this::tellNoise);
        senders.values().forEach(sender -> sender.life().begin(now()));
        Thread started = Thread.ofPlatform().name(name.value()).unstarted(this::run);
        thread = started;
        started.start();
    }

    /// Enters what was handed in, as far as it can be entered, and ends.
    public void stop() {
        Thread ending;
        synchronized (this) {
            ending = thread;
            thread = null;
        }
        if (ending == null) {
            return;
        }
        stopping = true;
        tasks.add(() -> {});
        try {
            ending.join(Duration.ofSeconds(10));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        if (ending.isAlive()) {
            ending.interrupt();
        }
    }

    /// Whether there is no room: then nothing more is to be handed in, and what was received is not
    /// to be acknowledged.
    public boolean isFull() {
        return size.get() >= SIZE_MAX;
    }

    /// Hands in messages, even when it is full: what came, came. Never blocks.
    public void take(Delivery delivery) {
        size.addAndGet(delivery.size());
        tasks.add(() -> read(delivery));
    }

    /// Messages came for which there was no room, and nobody will see them.
    ///
    /// @param sender or the sensor itself, where nobody knows from whom
    public void missed(SourceId sender, long count, String reason) {
        missed.count(sender, count, reason, at());
    }

    /// A sender's connection is there.
    public void connected(SourceId sender) {
        tasks.add(() -> sender(sender).life().connected(now(), at(), fact -> tell(sender, fact)));
    }

    /// A sender's connection is gone.
    public void disconnected(SourceId sender, String reason) {
        tasks.add(() -> sender(sender).life().disconnected(reason, now()));
    }

    /// Something came that makes no sense, and is not acknowledged.
    ///
    /// @param sender null: nobody knows from whom
    /// @param about its kind, in a word; kinds are counted apart
    /// @param reason without a word of what came
    public void odd(
            @Nullable SourceId sender, String about, String reason, @Nullable String sample) {
        SourceId source = sender == null ? name : sender;
        tasks.add(() -> oddities.seen(source, null, about, reason, sample, now()));
    }

    private Sender sender(SourceId id) {
        Sender sender = senders.get(id);
        if (sender == null) {
            throw new IllegalArgumentException("there is no sender " + id);
        }
        return sender;
    }

    private void run() {
        try {
            while (!stopping || !tasks.isEmpty()) {
                turn();
            }
            oddities.flush(at());
            retryAt = null;
            turn();
        } catch (InterruptedException _) {
            LOG.warn("{} was interrupted", name);
        } finally {
            giveUp();
            senders.values().forEach(Reception::close);
        }
    }

    /// Does what waits, then what is due.
    private void turn() throws InterruptedException {
        long patience = stopping ? 0 : LOOK_AROUND.toMillis();
        Runnable first = tasks.poll(patience, TimeUnit.MILLISECONDS);
        int read = 0;
        for (Runnable task = first; task != null; task = ++read < PIECE ? tasks.poll() : null) {
            task.run();
        }
        enter();
        look();
        boolean full = isFull();
        if (wasFull && size.get() < SIZE_MAX / 2 && roomAgain != null) {
            wasFull = false;
            roomAgain.run();
        }
        wasFull |= full;
    }

    private void read(Delivery delivery) {
        Sender sender = sender(delivery.sender());
        sender.life().heard(now(), at(), fact -> tell(sender.id(), fact));
        Sender.Sightings sightings =
                sender.sightings(delivery, clock.instant(), fact -> tell(sender.id(), fact));
        waiting.add(new Waiting(delivery, sender, sightings));
    }

    /// Enters what waits, in order, in pieces of some size.
    private void enter() throws InterruptedException {
        if (retryAt != null && now().isBefore(retryAt)) {
            refuse("nothing is recorded");
            return;
        }
        retryAt = null;
        while (!waiting.isEmpty()) {
            List<Waiting> piece = new ArrayList<>();
            List<Sighting> sightings = new ArrayList<>();
            for (Waiting one : waiting) {
                if (!piece.isEmpty() && sightings.size() + one.sightings().all.size() > PIECE) {
                    break;
                }
                piece.add(one);
                sightings.addAll(one.sightings().all);
            }
            if (!isEntered(piece, sightings)) {
                return;
            }
        }
    }

    private boolean isEntered(List<Waiting> piece, List<Sighting> sightings)
            throws InterruptedException {
        try {
            for (Waiting one : piece) {
                one.sender().force();
            }
            for (int from = 0; from < sightings.size(); from += PIECE) {
                int until = Math.min(from + PIECE, sightings.size());
                intake().submit(sightings.subList(from, until));
            }
        } catch (Intake.NotRecording e) {
            failed(String.valueOf(e.getMessage()));
            return false;
        } catch (IOException | CompletionException e) {
            LOG.warn("{} can't enter what came: {}", name, e.toString());
            failed(String.valueOf(e.getMessage()));
            return false;
        }
        for (Waiting one : piece) {
            waiting.remove();
            Sender.Sightings made = one.sightings();
            settle(
                    one.delivery(),
                    new Delivery.Settled.Durable(made.facts, made.ignored, made.unread));
        }
        return true;
    }

    private void failed(String reason) {
        retryAt = now().plus(PAUSE);
        refuse(reason);
    }

    /// Gives back what is not patient.
    private void refuse(String reason) {
        waiting.removeIf(one -> {
            if (!one.delivery().patient()) {
                settle(one.delivery(), new Delivery.Settled.NotRecorded(reason));
            }
            return !one.delivery().patient();
        });
    }

    private void settle(Delivery delivery, Delivery.Settled settled) {
        size.addAndGet(-delivery.size());
        delivery.settled().accept(settled);
    }

    /// Tells what is due. While nothing is recorded, nothing is said of who is there: it would only
    /// pile up.
    private void look() {
        Outbox facts = outbox;
        if (facts == null) {
            return;
        }
        if (retryAt == null && !facts.isFull()) {
            senders.values()
                    .forEach(sender ->
                            sender.life().elapse(now(), at(), fact -> tell(sender.id(), fact)));
            oddities.elapse(now());
            missed.tell(at(), this::tell);
        }
        facts.deliver(now());
    }

    private void tell(SourceId source, Observation fact) {
        if (outbox != null) {
            outbox.add(source, fact);
        }
    }

    private void tellNoise(Observation fact) {
        if (fact instanceof Observation.SourceNoise noise) {
            tell(noise.source(), noise);
        }
    }

    private void giveUp() {
        if (!waiting.isEmpty()) {
            LOG.warn("{} stops; {} deliveries could not be entered", name, waiting.size());
        }
        for (Waiting one : waiting) {
            settle(one.delivery(), new Delivery.Settled.NotRecorded("the station is stopping"));
        }
        waiting.clear();
    }

    private static void close(Sender sender) {
        try {
            sender.close();
        } catch (IOException e) {
            LOG.warn("{} can't close its file: {}", sender.id(), e.toString());
        }
    }

    private Intake intake() {
        Intake into = intake;
        if (into == null) {
            throw new IllegalStateException("it was not started");
        }
        return into;
    }

    private Instant at() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// A time that only goes forward, whatever is done to the clock of the machine.
    private Instant now() {
        return steady.plusNanos(System.nanoTime() - steadyNanos);
    }
}
