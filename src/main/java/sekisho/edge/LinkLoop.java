package sekisho.edge;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The event loop of all links: takes connections in, knows who is there, tells what is odd.
/// Everything here runs on the one context of this verticle.
final class LinkLoop extends VerticleBase implements IntakeFeed.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLoop.class);
    private static final long CHECK_EVERY_MS = 250;

    /// Connections that have not said who they are; more of them are closed at once.
    private static final int STRANGERS_MAX = 256;

    private record Reached(String boot, long seq) {}

    private final LinkServerConfig config;
    private final StationKey key;
    private final Admission admission;
    private final AgentBook book;
    private final Intake intake;
    private final InstantSource clock;

    private final Set<LinkSession> strangers = new HashSet<>();
    private final Map<SourceId, LinkSession> agents = new HashMap<>();
    private final Map<SourceId, Reached> reached = new HashMap<>();
    private final Map<SourceId, ClockWatch> clocks = new HashMap<>();
    private final Presence presence = new Presence(this::tell);
    private final Oddities oddities = new Oddities(this::tell);
    private @Nullable IntakeFeed own;
    private boolean stopping;

    /// The last write of the book; those before it are done by then.
    private Future<?> kept = Future.succeededFuture();

    private volatile int port;

    LinkLoop(
            LinkServerConfig config,
            StationKey key,
            Admission admission,
            AgentBook book,
            Intake intake,
            InstantSource clock) {
        this.config = config;
        this.key = key;
        this.admission = admission;
        this.book = book;
        this.intake = intake;
        this.clock = clock;
    }

    int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        own = feed(this);
        book.lost().forEach(presence::wasLost);
        vertx.setPeriodic(CHECK_EVERY_MS, _ -> check());
        return vertx.createNetServer(options())
                .connectHandler(this::connected)
                .exceptionHandler(this::handshakeFailed)
                .listen()
                .onSuccess(server -> port = server.actualPort());
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        oddities.flush(clock.instant());
        List.copyOf(strangers).forEach(session -> session.end("the station stops"));
        List.copyOf(agents.values()).forEach(session -> session.end("the station stops"));
        return kept.otherwiseEmpty();
    }

    private NetServerOptions options() {
        return new NetServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setTcpKeepAlive(true)
                .setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addKeyValue(Buffer.buffer(key.keyPem()))
                                .addCertValue(Buffer.buffer(key.certificatePem())));
    }

    private void connected(NetSocket socket) {
        if (strangers.size() >= STRANGERS_MAX) {
            odd(
                    "crowd",
                    "more than " + STRANGERS_MAX + " connections have not said who they are",
                    String.valueOf(socket.remoteAddress()));
            socket.close();
            return;
        }
        var session = new LinkSession(this, socket);
        strangers.add(session);
        session.open();
    }

    private void handshakeFailed(Throwable e) {
        odd("handshake", "a TLS handshake failed: " + e.getMessage(), null);
    }

    private void check() {
        long nanos = System.nanoTime();
        List.copyOf(strangers).forEach(session -> session.check(nanos));
        List.copyOf(agents.values()).forEach(session -> session.check(nanos));
        oddities.elapse(clock.instant());
    }

    Admission admission() {
        return admission;
    }

    Instant now() {
        return clock.instant();
    }

    /// A feed into the intake, whose listener hears on this loop.
    IntakeFeed feed(IntakeFeed.Listener listener) {
        return new IntakeFeed(vertx, context, intake, listener);
    }

    void later(long ms, Runnable task) {
        vertx.setTimer(ms, _ -> task.run());
    }

    /// An agent has said who it is. A connection that it still had is one it has given up: the
    /// newer one takes its place. If it can't have given it up, there are two of it, and that is
    /// told; but nobody is turned away for it, because the true one might be.
    Answer.Welcome admitted(LinkSession session, Hello hello) {
        strangers.remove(session);
        LinkSession before = agents.put(hello.agent(), session);
        AgentBook.Known known = book.get(hello.agent());
        String doubt =
                Doubles.doubt(
                        known,
                        hello,
                        reached(hello),
                        session.address(),
                        before == null || !before.isAlive() ? null : before.address());
        if (before != null) {
            before.end("another connection took its place");
        }
        presence.here(hello.agent(), hello.zone(), now());
        Answer.Welcome welcome = new Answer.Welcome(now(), null, false);
        long run = hello.run();
        if (known != null && doubt != null) {
            suspect(hello, doubt);
            boolean sameBoot = known.boot().equals(hello.boot());
            run = sameBoot ? known.run() : Math.max(hello.run(), known.run() + 1);
            welcome = new Answer.Welcome(now(), run == hello.run() ? null : run, sameBoot);
        }
        remember(hello.agent(), new AgentBook.Known(run, hello.boot(), session.address(), false));
        LOG.info("{} is linked, version {}", hello, hello.version());
        return welcome;
    }

    private void suspect(Hello hello, String reason) {
        LOG.warn("{}: {}", hello, reason);
        tell(new Observation.SourceTampered(now(), hello.agent(), hello.zone(), reason));
    }

    private void remember(SourceId agent, AgentBook.Known known) {
        if (known.equals(book.get(agent))) {
            return;
        }
        book.put(agent, known);
        String text = book.text();
        kept =
                vertx.executeBlocking(
                                () -> {
                                    book.write(text);
                                    return text;
                                })
                        .onFailure(e -> LOG.error("the book of agents can't be kept", e));
    }

    /// The highest number of this run that was acknowledged while this station runs.
    private long reached(Hello hello) {
        Reached before = reached.get(hello.agent());
        return before == null || !before.boot().equals(hello.boot()) ? 0 : before.seq();
    }

    /// A number of a run was acknowledged.
    void acknowledged(SourceId agent, String boot, long seq) {
        reached.merge(
                agent,
                new Reached(boot, seq),
                (old, one) -> old.boot().equals(one.boot()) && old.seq() > one.seq() ? old : one);
    }

    /// An agent has sent our time back.
    void echoed(Hello hello, Instant sent, Instant received, Instant replied) {
        Duration ahead =
                clocks.computeIfAbsent(hello.agent(), _ -> new ClockWatch())
                        .echoed(sent, received, replied, now());
        if (ahead != null) {
            LOG.warn("the clock of {} is {} ahead of ours", hello, ahead);
            tell(new Observation.SourceClock(now(), hello.agent(), hello.zone(), ahead));
        }
    }

    /// A connection has ended.
    void closed(LinkSession session, @Nullable Hello hello, String reason) {
        strangers.remove(session);
        if (hello != null && agents.remove(hello.agent(), session) && !stopping) {
            LOG.warn("the link with {} is lost: {}", hello, reason);
            presence.gone(hello.agent(), hello.zone(), reason, now());
            AgentBook.Known known = book.get(hello.agent());
            if (known != null) {
                remember(hello.agent(), known.asLost(true));
            }
        }
    }

    /// A stranger did something odd.
    void odd(String about, String reason, @Nullable String sample) {
        odd(LinkServer.LINK, null, about, reason, sample);
    }

    /// Somebody did something odd.
    void odd(
            SourceId source,
            @Nullable ZoneId zone,
            String about,
            String reason,
            @Nullable String sample) {
        oddities.seen(source, zone, about, reason, sample, now());
    }

    private void tell(Observation fact) {
        if (fact instanceof Observation.SourceNoise noise) {
            LOG.warn(
                    "{}: {} ({} times; {})",
                    noise.source(),
                    noise.reason(),
                    noise.count(),
                    noise.sample());
        }
        if (own != null) {
            own.add(Sighting.of(fact));
            own.flush();
        }
    }

    @Override
    public void durable(List<Sighting> batch) {}

    @Override
    public void failed(Throwable cause) {
        LOG.error("the station can't record what happens on its links", cause);
    }
}
