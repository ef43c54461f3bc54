package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

import sekisho.sensor.line.LineAddress;
import sekisho.simulation.reader.VirtualReader;
import sekisho.site.Bytes;
import sekisho.site.Direction;
import sekisho.site.DoorId;
import sekisho.site.ReaderId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/// Both ends of a line in virtual time: an [OsdpBus], virtual readers, and what happens to the
/// bytes between them.
final class VirtualLine {
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(3);

    private record Due(Instant at, long order, Runnable what) {}

    final List<OsdpAction> told = new ArrayList<>();
    final List<Bytes> sent = new ArrayList<>();
    final OsdpBus bus;

    /// What the line makes of a command, and of an answer; nothing: it is lost.
    UnaryOperator<Bytes> there = UnaryOperator.identity();

    UnaryOperator<Bytes> back = UnaryOperator.identity();
    Duration answersAfter = ANSWERS_AFTER;

    /// Who else is told, at once.
    Consumer<OsdpAction> hears = _ -> {};

    /// How long bytes are on the line; no time at all unless said otherwise.
    IntFunction<Duration> travel = _ -> Duration.ZERO;

    Instant now = START;

    private final List<VirtualReader> readers;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
    private final OsdpFramer framer = new OsdpFramer();
    private long order;

    /// Readers that talk in the clear.
    VirtualLine(VirtualReader... readers) {
        this(List.of(readers), Duration.ZERO, _ -> null);
    }

    /// A line on which bytes take their time.
    ///
    /// @param keys of the readers; null: they talk in the clear
    static VirtualLine timed(
            LineAddress.Serial address, List<VirtualReader> readers, @Nullable OsdpKeys keys) {
        var random = new Random(1);
        var line =
                new VirtualLine(
                        readers,
                        address.travel(OsdpFrame.TYPICAL),
                        one ->
                                keys == null
                                        ? null
                                        : new SecureSetup(
                                                config(one).reader(),
                                                new OsdpSecurity.Secure(null),
                                                keys,
                                                START,
                                                () -> drawn(random)));
        line.travel = address::travel;
        return line;
    }

    /// One reader that is to talk on a secure channel.
    static VirtualLine secure(VirtualReader reader, OsdpKeys keys, Duration install) {
        var random = new Random(1);
        var profile = new OsdpSecurity.Secure(START.plus(install));
        return new VirtualLine(
                List.of(reader),
                Duration.ZERO,
                one ->
                        new SecureSetup(
                                config(one).reader(), profile, keys, START, () -> drawn(random)));
    }

    private VirtualLine(
            List<VirtualReader> readers,
            Duration onTheLine,
            Function<VirtualReader, @Nullable SecureSetup> setup) {
        this.readers = readers;
        this.bus =
                new OsdpBus(
                        readers.stream()
                                .map(reader ->
                                        new OsdpSession(
                                                config(reader), onTheLine, setup.apply(reader)))
                                .toList());
        bus.opened(now);
    }

    private static Bytes drawn(Random random) {
        byte[] bytes = new byte[SecureKeys.RANDOM];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    static OsdpReaderConfig config(VirtualReader reader) {
        return new OsdpReaderConfig(
                new ReaderId("reader-" + reader.address()),
                reader.address(),
                new DoorId("door"),
                new ZoneId("zone"),
                Direction.IN,
                0,
                true,
                1,
                OsdpReaderConfig.OFFLINE_AFTER);
    }

    /// Lets both ends talk for a while.
    void talk(Duration span) {
        Instant until = now.plus(span);
        while (true) {
            bus.elapse(now, this::act);
            Instant next = bus.dueAt();
            Due first = due.peek();
            if (first != null && first.at().isBefore(next)) {
                next = first.at();
            }
            if (next.isAfter(until)) {
                now = until;
                return;
            }
            now = next;
            while (first != null && !first.at().isAfter(now)) {
                due.remove().what().run();
                first = due.peek();
            }
        }
    }

    /// Lets something happen then, while both ends talk.
    void at(Instant then, Runnable what) {
        due.add(new Due(then, order++, what));
    }

    /// Puts bytes on the line that nobody here said.
    void intrude(Bytes bytes) {
        arrive(now, bytes);
    }

    /// The replies that were told, of any reader.
    <T extends OsdpReply> List<T> replies(Class<T> kind) {
        return told.stream()
                .filter(OsdpAction.Told.class::isInstance)
                .map(action -> ((OsdpAction.Told) action).reply())
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    <T extends OsdpAction> List<T> actions(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void act(OsdpAction action) {
        if (!(action instanceof OsdpAction.Send(Bytes bytes))) {
            told.add(action);
            hears.accept(action);
            return;
        }
        sent.add(bytes);
        framer.accept(there.apply(bytes), piece -> hear(piece, bytes.size()));
        framer.giveUp(piece -> hear(piece, bytes.size()));
    }

    private void hear(Framed piece, int size) {
        if (piece instanceof Framed.Whole(OsdpFrame command, _)) {
            Duration onTheLine = travel.apply(size);
            if (onTheLine.isZero()) {
                answer(command);
            } else {
                at(now.plus(onTheLine), () -> answer(command));
            }
        }
    }

    private void answer(OsdpFrame command) {
        for (VirtualReader reader : readers) {
            Bytes answer = command.address() == reader.address() ? reader.answer(command) : null;
            if (answer != null) {
                Duration onTheLine = travel.apply(answer.size());
                arrive(now.plus(answersAfter).plus(onTheLine), back.apply(answer));
            }
        }
    }

    private void arrive(Instant then, Bytes bytes) {
        at(then, () -> bus.received(bytes, now, this::act));
    }
}
