package sekisho.edge;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.TrustOptions;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Deed;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;
import sekisho.site.json.Times;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
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
    private static final long REVOKE_EVERY_MS = 1000;

    /// A certificate that counts no more is told of once in so long, however often it is shown.
    private static final Duration AGAIN = Duration.ofHours(1);

    /// Connections that have not said who they are; more of them are closed at once.
    private static final int STRANGERS_MAX = 256;

    private record Reached(String boot, long seq) {}

    private final LinkServerConfig config;
    private final StationKey key;
    private final Admission admission;
    private final Registrar registrar;
    private final Revocations revocations;
    private final AgentBook book;
    private final Intake intake;
    private final InstantSource clock;

    private final Set<LinkSession> strangers = new HashSet<>();
    private final Map<SourceId, LinkSession> agents = new HashMap<>();
    private final Set<SourceId> revoking = new HashSet<>();
    private final Map<SourceId, Instant> shown = new HashMap<>();
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
            AgentBook book,
            Site site,
            Intake intake,
            InstantSource clock) {
        this.config = config;
        this.key = key;
        this.book = book;
        this.admission = new Admission(key, book, site);
        this.registrar =
                new Registrar(key, admission, new Invitations(config.keys()), config.valid());
        this.revocations = new Revocations(config.keys());
        this.intake = intake;
        this.clock = clock;
    }

    int port() {
        return port;
    }

    @Override
    public Future<?> start() throws GeneralSecurityException {
        own = feed(this);
        book.lost().forEach(presence::wasLost);
        vertx.setPeriodic(CHECK_EVERY_MS, _ -> check());
        vertx.setPeriodic(REVOKE_EVERY_MS, _ -> lookForRevocations());
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

    private NetServerOptions options() throws GeneralSecurityException {
        return new NetServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setTcpKeepAlive(true)
                .setSsl(true)
                .setEnabledSecureTransportProtocols(Set.of("TLSv1.3"))
                .setClientAuth(ClientAuth.REQUEST)
                .setTrustOptions(TrustOptions.wrap(new Anybody()))
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addKeyValue(Buffer.buffer(Pem.of(key.key())))
                                .addCertValue(Buffer.buffer(Pem.of(key.certificate()))));
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

    /// Null when an agent may hand in facts; otherwise the answer that says why not. A certificate
    /// of ours that counts no more should be nowhere: that it is shown is told.
    Answer.@Nullable Refused refusal(
            Hello hello, @Nullable X509Certificate certificate, String from) {
        Answer.Refused refusal = admission.refusal(hello, certificate, now());
        if (refusal != null
                && (refusal.code() == Answer.Code.REVOKED
                        || refusal.code() == Answer.Code.SUPERSEDED)) {
            Instant before = shown.get(hello.agent());
            if (before == null || now().isAfter(before.plus(AGAIN))) {
                shown.put(hello.agent(), now());
                suspect(
                        hello,
                        "a certificate that counts no more is shown from "
                                + from
                                + " ("
                                + refusal.code().word()
                                + ")");
            }
        }
        return refusal;
    }

    /// A machine asks to be enrolled.
    void enrol(LinkSession session, String secret, String request) {
        vertx.executeBlocking(() -> registrar.enrol(secret, request, now()))
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case Registrar.Outcome.Refused(var answer) -> session.refuse(answer);
                        case Registrar.Outcome.Issued issued ->
                                enter(
                                        deed("agent.enrolled", issued),
                                        session,
                                        () -> enrolled(session, issued));
                    }
                })
                .onFailure(e -> {
                    LOG.error("an enrolment failed", e);
                    session.end("the station can't enrol");
                });
    }

    private void enrolled(LinkSession session, Registrar.Outcome.Issued issued) {
        SourceId agent = issued.agent();
        LinkSession before = agents.get(agent);
        if (before != null) {
            before.end("the machine was enrolled again");
        }
        AgentBook.Known known = book.get(agent);
        remember(
                        agent,
                        AgentBook.Known.enrolled(
                                AgentBook.serial(issued.certificate()),
                                session.address(),
                                known != null && known.lost()))
                .onSuccess(_ ->
                        session.write(
                                new Answer.Enrolled(
                                        issued.machine(),
                                        issued.zone(),
                                        pem(issued.certificate()))))
                .onFailure(_ -> session.end("the station can't keep whom it enrols"));
    }

    /// An agent asks for its next certificate.
    void renew(LinkSession session, Hello hello, String request) {
        vertx.executeBlocking(() -> registrar.renew(hello, request, now()))
                .onSuccess(outcome -> {
                    switch (outcome) {
                        case Registrar.Outcome.Refused(var answer) -> session.refuse(answer);
                        case Registrar.Outcome.Issued issued ->
                                enter(
                                        deed("agent.renewed", issued),
                                        session,
                                        () -> renewed(session, issued));
                    }
                })
                .onFailure(e -> LOG.error("a renewal failed", e));
    }

    private void renewed(LinkSession session, Registrar.Outcome.Issued issued) {
        AgentBook.Known known = book.get(issued.agent());
        if (known != null && !known.revoked()) {
            remember(issued.agent(), known.given(AgentBook.serial(issued.certificate())))
                    .onSuccess(_ -> session.renewed(pem(issued.certificate())));
        }
    }

    private void lookForRevocations() {
        vertx.executeBlocking(revocations::all)
                .onSuccess(all -> all.forEach(this::revoke))
                .onFailure(e -> odd("revocation", String.valueOf(e.getMessage()), null));
    }

    private void revoke(Revocations.Revocation revocation) {
        SourceId agent = AgentConfig.source(revocation.machine());
        AgentBook.Known known = book.get(agent);
        if (!revoking.add(agent)) {
            return;
        }
        if (known == null || known.revoked()) {
            forget(revocation, agent);
            return;
        }
        remember(agent, known.asRevoked());
        LinkSession session = agents.get(agent);
        if (session != null) {
            session.end("its certificate was revoked");
        }
        var deed =
                new Deed.DeedDone(
                        now(),
                        "agent.revoked",
                        revocation.by(),
                        Map.of(
                                "agent", agent.value(),
                                "machine", revocation.machine().value(),
                                "serial", known.serial()));
        enter(deed, session, () -> kept.onSuccess(_ -> forget(revocation, agent)));
    }

    private void forget(Revocations.Revocation revocation, SourceId agent) {
        vertx.executeBlocking(
                        () -> {
                            revocations.done(revocation);
                            return agent;
                        })
                .onComplete(_ -> revoking.remove(agent));
    }

    private Deed deed(String type, Registrar.Outcome.Issued issued) {
        return new Deed.DeedDone(
                now(),
                type,
                issued.by(),
                Map.of(
                        "agent", issued.agent().value(),
                        "machine", issued.machine().value(),
                        "zone", issued.zone().value(),
                        "serial", AgentBook.serial(issued.certificate()),
                        "until", Times.write(issued.certificate().getNotAfter().toInstant())));
    }

    /// Enters a deed; what follows from it comes when it is durable.
    ///
    /// @param asking whose connection ends when it can't be recorded; null: nobody's
    private void enter(Deed deed, @Nullable LinkSession asking, Runnable then) {
        LOG.info("{}", deed);
        var once =
                feed(
                        new IntakeFeed.Listener() {
                            @Override
                            public void durable(List<Sighting> batch) {
                                then.run();
                            }

                            @Override
                            public void failed(Throwable cause) {
                                LOG.error("{} can't be recorded", deed, cause);
                                if (asking != null) {
                                    asking.end("the station can't record");
                                }
                            }
                        });
        once.add(Sighting.of(deed));
        once.flush();
    }

    private static String pem(X509Certificate certificate) {
        try {
            return Pem.of(certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate of our own can't be written", e);
        }
    }

    /// When an agent is to ask for its next certificate.
    Instant renewAt(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().minus(config.valid().dividedBy(3));
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
        if (known != null) {
            remember(
                    hello.agent(),
                    known.linked(session.serial(), run, hello.boot(), session.address()));
        }
        LOG.info("{} is linked, version {}", hello, hello.version());
        return welcome;
    }

    private void suspect(Hello hello, String reason) {
        LOG.warn("{}: {}", hello, reason);
        tell(new Observation.SourceTampered(now(), hello.agent(), hello.zone(), reason));
    }

    /// Takes note of an agent; complete when that is on disk.
    private Future<?> remember(SourceId agent, AgentBook.Known known) {
        if (known.equals(book.get(agent))) {
            return kept;
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
        return kept;
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
        if (hello != null
                && agents.remove(hello.agent(), session)
                && !stopping
                && !session.comesBack()) {
            LOG.warn("the link with {} is lost: {}", hello, reason);
            presence.gone(hello.agent(), hello.zone(), reason, now());
            AgentBook.Known known = book.get(hello.agent());
            if (known != null) {
                remember(hello.agent(), known.asLost());
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
