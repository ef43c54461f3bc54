package sekisho.sensor.osdp;

import org.jspecify.annotations.Nullable;

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
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Both ends of a line in virtual time: an [OsdpBus], virtual readers, and what happens to the
/// bytes between them.
final class VirtualLine {
    static final Instant START = Instant.parse("2026-11-21T00:00:00Z");
    private static final Duration ANSWERS_AFTER = Duration.ofMillis(3);

    private record Travelling(Instant arrives, long order, Bytes bytes) {}

    final List<OsdpAction> told = new ArrayList<>();
    final List<Bytes> sent = new ArrayList<>();
    final OsdpBus bus;

    /// What the line makes of a command, and of an answer; nothing: it is lost.
    UnaryOperator<Bytes> there = UnaryOperator.identity();

    UnaryOperator<Bytes> back = UnaryOperator.identity();
    Duration answersAfter = ANSWERS_AFTER;
    Instant now = START;

    private final List<VirtualReader> readers;
    private final PriorityQueue<Travelling> travelling =
            new PriorityQueue<>(
                    Comparator.comparing(Travelling::arrives).thenComparing(Travelling::order));
    private final OsdpFramer framer = new OsdpFramer();
    private long order;

    /// Readers that talk in the clear.
    VirtualLine(VirtualReader... readers) {
        this(List.of(readers), _ -> null);
    }

    /// One reader that is to talk on a secure channel.
    static VirtualLine secure(VirtualReader reader, OsdpKeys keys, Duration install) {
        var random = new Random(1);
        var profile = new OsdpSecurity.Secure(START.plus(install));
        return new VirtualLine(
                List.of(reader),
                one ->
                        new SecureSetup(
                                config(one).reader(), profile, keys, START, () -> drawn(random)));
    }

    private VirtualLine(
            List<VirtualReader> readers, Function<VirtualReader, @Nullable SecureSetup> setup) {
        this.readers = readers;
        this.bus =
                new OsdpBus(
                        readers.stream()
                                .map(reader ->
                                        new OsdpSession(
                                                config(reader), Duration.ZERO, setup.apply(reader)))
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
            Travelling first = travelling.peek();
            if (first != null && first.arrives().isBefore(next)) {
                next = first.arrives();
            }
            if (next.isAfter(until)) {
                now = until;
                return;
            }
            now = next;
            while (first != null && !first.arrives().isAfter(now)) {
                bus.received(travelling.remove().bytes(), now, this::act);
                first = travelling.peek();
            }
        }
    }

    /// Puts bytes on the line that nobody here said.
    void intrude(Bytes bytes) {
        travelling.add(new Travelling(now, order++, bytes));
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
            return;
        }
        sent.add(bytes);
        framer.accept(there.apply(bytes), this::answer);
        framer.giveUp(this::answer);
    }

    private void answer(Framed piece) {
        if (!(piece instanceof Framed.Whole(OsdpFrame command, _))) {
            return;
        }
        for (VirtualReader reader : readers) {
            Bytes answer = command.address() == reader.address() ? reader.answer(command) : null;
            if (answer != null) {
                travelling.add(new Travelling(now.plus(answersAfter), order++, back.apply(answer)));
            }
        }
    }
}
