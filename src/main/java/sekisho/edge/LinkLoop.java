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

import sekisho.sensor.noise.Oddities;
import sekisho.site.Intake;
import sekisho.site.Observation;
import sekisho.site.Sighting;
import sekisho.site.Site;
import sekisho.site.SourceId;
import sekisho.site.ZoneId;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The event loop of all links: takes connections in, knows who is there, tells what is odd.
/// Everything here runs on the one context of this verticle.
final class LinkLoop extends VerticleBase implements IntakeFeed.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LinkLoop.class);
    private static final long CHECK_EVERY_MS = 250;
    private static final long REVOKE_EVERY_MS = 1000;

    /// Connections that have not said who they are; more of them are closed at once.
    private static final int STRANGERS_MAX = 256;

    /// What can only be made when the loop turns.
    private record Parts(Roster roster, Certification certification, IntakeFeed own) {}

    private final LinkServerConfig config;
    private final StationKey key;
    private final AgentBook book;
    private final SealBook sealBook;
    private final Site site;
    private final Intake intake;
    private final InstantSource clock;
    private final Allowances.Source allowances;

    private final Set<LinkSession> strangers = new HashSet<>();
    private final Oddities oddities = new Oddities(this::tell);
    private @Nullable Parts parts;
    private boolean stopping;

    private volatile int port;

    LinkLoop(
            LinkServerConfig config,
            StationKey key,
            AgentBook book,
            SealBook sealBook,
            Site site,
            Intake intake,
            InstantSource clock,
            Allowances.Source allowances) {
        this.config = config;
        this.key = key;
        this.book = book;
        this.sealBook = sealBook;
        this.site = site;
        this.intake = intake;
        this.clock = clock;
        this.allowances = allowances;
    }

    int port() {
        return port;
    }

    @Override
    public Future<?> start() throws GeneralSecurityException {
        var admission = new Admission(key, book, site);
        var seals = new Seals(vertx, sealBook, this::tell, clock);
        var roster = new Roster(vertx, book, seals, admission, this::tell, clock);
        var certification =
                new Certification(
                        vertx,
                        this,
                        roster,
                        new Registrar(
                                key, admission, new Invitations(config.keys()), config.valid()),
                        new Revocations(config.keys()),
                        config.valid());
        parts = new Parts(roster, certification, feed(this));
        vertx.setPeriodic(CHECK_EVERY_MS, _ -> check(roster));
        var adopting = new Adopting(vertx, this, new Adoptions(config.keys()));
        vertx.setPeriodic(REVOKE_EVERY_MS, _ -> certification.lookForRevocations());
        vertx.setPeriodic(REVOKE_EVERY_MS, _ -> adopting.look());
        return vertx.createNetServer(options())
                .connectHandler(socket -> connected(socket, roster, certification, seals))
                .exceptionHandler(this::handshakeFailed)
                .listen()
                .onSuccess(server -> port = server.actualPort());
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        oddities.flush(clock.instant());
        List.copyOf(strangers).forEach(session -> session.end("the station stops"));
        if (parts == null) {
            return Future.succeededFuture();
        }
        parts.roster().linked().forEach(session -> session.end("the station stops"));
        return parts.roster().kept().otherwiseEmpty();
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

    private void connected(
            NetSocket socket, Roster roster, Certification certification, Seals seals) {
        if (strangers.size() >= STRANGERS_MAX) {
            odd(
                    "crowd",
                    "more than " + STRANGERS_MAX + " connections have not said who they are",
                    String.valueOf(socket.remoteAddress()));
            socket.close();
            return;
        }
        var session = new LinkSession(this, roster, certification, seals, socket);
        strangers.add(session);
        session.open();
    }

    private void handshakeFailed(Throwable e) {
        odd("handshake", "a TLS handshake failed: " + e.getMessage(), null);
    }

    private void check(Roster roster) {
        long nanos = System.nanoTime();
        List.copyOf(strangers).forEach(session -> session.check(nanos));
        roster.linked().forEach(session -> session.check(nanos));
        oddities.elapse(clock.instant());
    }

    /// A connection has said whose it is.
    void known(LinkSession session) {
        strangers.remove(session);
    }

    /// A connection has ended.
    ///
    /// @param hello of the agent whose it was; null when it never said
    void closed(LinkSession session, Roster roster, @Nullable Hello hello, String reason) {
        strangers.remove(session);
        if (hello != null && !stopping) {
            roster.closed(session, hello, reason);
        }
    }

    /// What each machine may use.
    Allowances.Source allowances() {
        return allowances;
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
        if (parts != null) {
            parts.own().add(Sighting.of(fact));
            parts.own().flush();
        }
    }

    @Override
    public void durable(List<Sighting> batch) {}

    @Override
    public void failed(Throwable cause) {
        LOG.error("the station can't record what happens on its links", cause);
    }
}
