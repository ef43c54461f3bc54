package sekisho.sensor.uhppote;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.sensor.Outbox;
import sekisho.sensor.Sensor;
import sekisho.sensor.Unhandled;
import sekisho.site.Bytes;
import sekisho.site.Cardholders;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.SourceId;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// All UHPPOTE controllers of a site: one socket, one thread.
///
/// While the outbox is full no controller is asked for more: events wait in its own memory.
public final class UhppoteSensor implements Sensor {
    private static final Logger LOG = LoggerFactory.getLogger(UhppoteSensor.class);
    private static final int OUTBOX_MAX = 10_000;
    private static final Duration LOOK_AROUND = Duration.ofMillis(50);
    private static final Duration BIND_EVERY = Duration.ofSeconds(2);
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final UhppoteConfig config;
    private final Cardholders cardholders;
    private final Path state;
    private final InstantSource clock;
    private final Map<Long, Watched> controllers = new HashMap<>();
    private @Nullable MultiThreadIoEventLoopGroup loop;

    /// The fields from here on belong to the event loop.
    private @Nullable Channel channel;

    private @Nullable Outbox outbox;
    private Instant bindAt = Instant.MIN;
    private Instant steady = Instant.EPOCH;
    private long steadyNanos;

    /// One controller: its conversation, its meaning, how far it was read.
    private static final class Watched {
        final UhppoteConfig.Controller config;
        final UhppoteSession session;
        final UhppoteObservations observations;
        final UhppoteIndex index;
        @Nullable UhppoteMark kept;
        boolean lost;
        @Nullable Instant aliveAt;

        Watched(
                UhppoteConfig.Controller config,
                @Nullable InetSocketAddress announced,
                Cardholders cardholders,
                Path state) {
            this.config = config;
            this.observations = new UhppoteObservations(config, cardholders);
            this.index = new UhppoteIndex(state, config.id());
            this.kept = index.read();
            this.session =
                    new UhppoteSession(
                            config, announced, kept, () -> "memory-" + UUID.randomUUID());
        }
    }

    /// @param cardholders whose a card is
    /// @param state the folder that remembers how far each controller was read
    /// @param clock the time of day, for the facts and the controllers' clocks
    public UhppoteSensor(
            UhppoteConfig config, Cardholders cardholders, Path state, InstantSource clock) {
        this.config = config;
        this.cardholders = cardholders;
        this.state = state;
        this.clock = clock;
    }

    @Override
    public SourceId id() {
        return new SourceId("uhppote");
    }

    @Override
    public synchronized void start(Intake intake) {
        if (loop != null) {
            throw new IllegalStateException("the controllers are watched already");
        }
        var group =
                new MultiThreadIoEventLoopGroup(
                        1,
                        (ThreadFactory) task -> new Thread(task, "uhppote"),
                        NioIoHandler.newFactory());
        loop = group;
        steadyNanos = System.nanoTime();
        steady = clock.instant();
        group.submit(() -> {
            outbox =
                    new Outbox(
                            intake,
                            UUID.randomUUID().toString(),
                            OUTBOX_MAX,
                            () -> group.execute(Unhandled.told(this::turn)));
            for (UhppoteConfig.Controller one : config.controllers()) {
                var watched = new Watched(one, config.announced(), cardholders, state);
                watched.session.begin(now());
                controllers.put(one.serial(), watched);
            }
        });
        group.scheduleAtFixedRate(
                Unhandled.told(this::turn), 0, LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        MultiThreadIoEventLoopGroup ending = loop;
        if (ending == null) {
            return;
        }
        loop = null;
        ending.submit(this::turn).awaitUninterruptibly();
        ending.shutdownGracefully(0, FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly();
        controllers.clear();
    }

    /// Where it receives; null while the port can't be had.
    @Nullable InetSocketAddress address() {
        Channel open = channel;
        return open == null ? null : (InetSocketAddress) open.localAddress();
    }

    private void turn() {
        Outbox facts = outbox;
        if (facts == null) {
            return;
        }
        if (channel == null) {
            bind();
        }
        if (!facts.isFull()) {
            for (Watched one : controllers.values()) {
                act(one, actions -> one.session.elapse(now(), at(), actions));
            }
        }
        alive();
        facts.deliver(now());
        if (facts.isEmpty()) {
            controllers.values().forEach(UhppoteSensor::keep);
        }
    }

    private void bind() {
        if (now().isBefore(bindAt)) {
            return;
        }
        bindAt = now().plus(BIND_EVERY);
        MultiThreadIoEventLoopGroup group = loop;
        if (group == null) {
            return;
        }
        new Bootstrap()
                .group(group)
                .channel(NioDatagramChannel.class)
                .handler(new Receiver())
                .bind(config.listen())
                .addListener(future -> {
                    if (future.isSuccess()) {
                        LOG.info("controllers are listened to at {}", config.listen());
                    } else {
                        LOG.warn(
                                "controllers can't be listened to at {}: {}",
                                config.listen(),
                                future.cause().getMessage());
                    }
                });
    }

    private final class Receiver extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            channel = context.channel();
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            channel = null;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var bytes = new byte[packet.content().readableBytes()];
            packet.content().readBytes(bytes);
            received(Bytes.of(bytes), packet.sender());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.warn("a datagram was not taken: {}", cause.toString());
        }
    }

    private void received(Bytes datagram, InetSocketAddress sender) {
        String fault = UhppoteCodec.fault(datagram);
        UhppoteReply reply = fault == null ? UhppoteCodec.read(datagram) : null;
        Watched one = reply == null ? null : controllers.get(reply.serial());
        Outbox facts = outbox;
        if (reply == null || one == null || facts == null) {
            String why = reply == null ? fault : "no controller " + reply.serial() + " is known";
            LOG.warn("{}: {}: {}", sender, why, datagram);
            return;
        }
        act(one, actions -> one.session.received(reply, now(), actions));
        turn();
    }

    private void act(Watched one, Consumer<Consumer<UhppoteAction>> step) {
        List<UhppoteAction> actions = new ArrayList<>();
        step.accept(actions::add);
        actions.forEach(action -> carryOut(one, action));
    }

    private void carryOut(Watched one, UhppoteAction action) {
        Instant at = at();
        UhppoteObservations says = one.observations;
        switch (action) {
            case UhppoteAction.Send(Bytes datagram) -> send(one, datagram);
            case UhppoteAction.Online _ -> {
                LOG.info("controller {} answers", says.source());
                one.aliveAt = now();
                if (one.lost) {
                    one.lost = false;
                    tell(one, says.restored(at));
                }
            }
            case UhppoteAction.Offline(String reason) -> {
                LOG.warn("controller {} is lost: {}", says.source(), reason);
                one.aliveAt = null;
                one.lost = true;
                tell(one, says.lost(reason, at));
            }
            case UhppoteAction.Recorded(String memory, UhppoteReply.Event event) -> {
                if (outbox != null) {
                    outbox.add(says.source(), memory, event.index(), says.recorded(event, at));
                }
            }
            case UhppoteAction.Missed(long count, String reason) ->
                    tell(one, says.missed(count, reason, at));
            case UhppoteAction.BegunAnew _ -> tell(one, says.begunAnew(at));
            case UhppoteAction.Odd(String reason) -> tell(one, says.odd(reason, null, at));
            case UhppoteAction.ClockRead(var time) -> {
                Duration ahead = says.ahead(time, at);
                if (ahead.abs().compareTo(UhppoteSession.CLOCK_OFF) > 0) {
                    one.session.clockIsWrong();
                }
                says.clock(ahead, at).ifPresent(fact -> tell(one, fact));
            }
            case UhppoteAction.ClockSet(var time) -> {
                if (outbox != null) {
                    outbox.add(says.source(), says.clockSet(time, at));
                }
            }
        }
    }

    private void tell(Watched one, Observation fact) {
        if (outbox != null) {
            outbox.add(one.observations.source(), fact);
        }
    }

    private void send(Watched one, Bytes datagram) {
        if (channel != null) {
            channel.writeAndFlush(
                    new DatagramPacket(
                            Unpooled.wrappedBuffer(datagram.toArray()), one.config.address()));
        }
    }

    private void alive() {
        for (Watched one : controllers.values()) {
            if (one.aliveAt != null && !now().isBefore(one.aliveAt)) {
                one.aliveAt = now().plus(UhppoteObservations.ALIVE_EVERY);
                tell(one, one.observations.alive(at()));
            }
        }
    }

    /// Everything up to the mark was entered.
    private static void keep(Watched one) {
        UhppoteMark mark = one.session.mark();
        if (mark != null && !mark.equals(one.kept)) {
            one.index.write(mark);
            one.kept = mark;
        }
    }

    private Instant at() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// A time that only goes forward, whatever is done to the clock of the machine.
    private Instant now() {
        return steady.plusNanos(System.nanoTime() - steadyNanos);
    }
}
