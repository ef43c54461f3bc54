package sekisho.sensor.uhppote;

import org.jspecify.annotations.Nullable;

import sekisho.site.Bytes;
import sekisho.site.SourceId;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A session and a controller in virtual time, and the network between them, with a seed.
final class VirtualNetwork {
    static final int CAPACITY = 1_000;
    static final long SERIAL = 423_187_757;

    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final Instant MORNING = Instant.parse("2026-11-20T23:00:00Z");

    private final Random random;
    private final VirtualController controller = new VirtualController(SERIAL, ZONE, CAPACITY);
    private final PriorityQueue<Travelling> onTheWay =
            new PriorityQueue<>(
                    Comparator.comparing(Travelling::arrives).thenComparingLong(Travelling::order));
    private final List<UhppoteAction> actions = new ArrayList<>();
    private final List<Instant> swiped = new ArrayList<>();
    private boolean setsClocks;
    private UhppoteSession session;
    private Instant now = MORNING;
    private double loss;
    private double repetition;
    private int delayMillisMax = 2;
    private int memories;
    private long sent;

    private record Travelling(Instant arrives, long order, boolean toController, Bytes bytes) {}

    VirtualNetwork(long seed) {
        random = new Random(seed);
        session = newSession(null);
    }

    private UhppoteSession newSession(@Nullable UhppoteMark mark) {
        var config =
                new UhppoteConfig.Controller(
                        new SourceId("panel"),
                        SERIAL,
                        new InetSocketAddress("127.0.0.1", 60_000),
                        ZONE,
                        setsClocks,
                        Map.of());
        var fresh =
                new UhppoteSession(
                        config,
                        new InetSocketAddress("127.0.0.1", 60_001),
                        mark,
                        () -> "memory-" + ++memories);
        fresh.begin(now);
        return fresh;
    }

    VirtualNetwork losing(double share) {
        loss = share;
        return this;
    }

    VirtualNetwork repeating(double share) {
        repetition = share;
        return this;
    }

    VirtualNetwork delaying(int millisMax) {
        delayMillisMax = millisMax;
        return this;
    }

    VirtualNetwork settingClocks() {
        setsClocks = true;
        session = newSession(null);
        return this;
    }

    VirtualController controller() {
        return controller;
    }

    /// The station stops and starts again; what it had read, it knows.
    void restart() {
        session = newSession(session.mark());
    }

    void beforeContact(int events) {
        for (int i = 0; i < events; i++) {
            controller.record(now, 1, true, 1, 1, 8_165_537);
        }
    }

    void swipe() {
        swiped.add(now);
        controller
                .record(now, 1, true, 1, 1, 8_165_537)
                .ifPresent(datagram -> post(false, datagram));
    }

    void erase() {
        controller.erase();
    }

    void deliver(Bytes datagram) {
        session.received(UhppoteCodec.read(datagram), now, this::act);
    }

    /// Lets time pass until the controller was reached for the first time.
    VirtualNetwork meet() {
        while (session.mark() == null) {
            run(Duration.ofSeconds(1));
        }
        return this;
    }

    /// Lets time pass.
    void run(Duration span) {
        Instant until = now.plus(span);
        while (true) {
            Travelling next = onTheWay.peek();
            Instant due = session.dueAt().isBefore(now) ? now : session.dueAt();
            if (next != null && !next.arrives().isAfter(due) && !next.arrives().isAfter(until)) {
                onTheWay.remove();
                now = next.arrives();
                arrive(next);
            } else if (!due.isAfter(until)) {
                now = due;
                session.elapse(now, now, this::act);
            } else {
                now = until;
                return;
            }
        }
    }

    private void arrive(Travelling one) {
        if (one.toController()) {
            controller.asked(one.bytes(), now).forEach(answer -> post(false, answer));
        } else {
            deliver(one.bytes());
        }
    }

    private void act(UhppoteAction action) {
        actions.add(action);
        if (action instanceof UhppoteAction.Send(Bytes datagram)) {
            post(true, datagram);
        } else if (action instanceof UhppoteAction.ClockRead(var time)
                && Duration.between(now, time.atZone(ZONE).toInstant()).abs().toSeconds() > 1) {
            session.clockIsWrong();
        }
    }

    private void post(boolean toController, Bytes bytes) {
        if (random.nextDouble() < loss) {
            return;
        }
        Instant arrives = now.plusMillis(1 + random.nextInt(delayMillisMax));
        onTheWay.add(new Travelling(arrives, sent++, toController, bytes));
        if (random.nextDouble() < repetition) {
            Instant again = arrives.plusMillis(random.nextInt(2 * delayMillisMax));
            onTheWay.add(new Travelling(again, sent++, toController, bytes));
        }
    }

    List<UhppoteAction> actions() {
        return actions;
    }

    long count(Class<? extends UhppoteAction> kind) {
        return actions.stream().filter(kind::isInstance).count();
    }

    List<Long> recorded() {
        return events().map(one -> one.event().index()).toList();
    }

    Set<String> memories() {
        return events().map(UhppoteAction.Recorded::memory).collect(Collectors.toSet());
    }

    /// When the controller says the events were, to the second.
    List<Instant> times() {
        return events().map(one -> Objects.requireNonNull(one.event().at()))
                .map(time -> time.atZone(ZONE).toInstant())
                .toList();
    }

    /// When they were, to the second.
    List<Instant> swipedAt() {
        return swiped.stream().map(at -> at.truncatedTo(ChronoUnit.SECONDS)).toList();
    }

    private Stream<UhppoteAction.Recorded> events() {
        return actions.stream()
                .filter(UhppoteAction.Recorded.class::isInstance)
                .map(UhppoteAction.Recorded.class::cast);
    }
}
