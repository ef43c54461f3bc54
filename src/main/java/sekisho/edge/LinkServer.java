package sekisho.edge;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Intake;
import sekisho.site.MachineId;
import sekisho.site.Paperwork.BaselineAdopted;
import sekisho.site.Site;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The station's end of the links with its agents: TLS 1.3, one line of JSON at a time.
///
/// One event loop serves all links. It keeps the agents' facts in the order in which they came,
/// acknowledges them when they are durable, and reads no more from an agent while the intake has no
/// room. Lost agents, refused ones and lines that made no sense are facts, too.
public final class LinkServer {
    /// Who hands in what concerns no agent that is known.
    public static final SourceId LINK = new SourceId("link");

    private static final Logger LOG = LoggerFactory.getLogger(LinkServer.class);

    /// A token that is not used within this time can't be used any more.
    private static final Duration INVITED = Duration.ofMinutes(15);

    private final Vertx vertx;
    private final LinkServerConfig config;
    private final Site site;
    private final Intake intake;
    private final InstantSource clock;
    private final Allowances.Source allowances;
    private @Nullable String deployment;
    private @Nullable StationKey key;
    private int port;

    /// A link that tells no agent what its machine may use.
    public LinkServer(
            Vertx vertx, LinkServerConfig config, Site site, Intake intake, InstantSource clock) {
        this(vertx, config, site, intake, clock, Allowances.Source.NONE);
    }

    /// @param allowances what each machine may use, for the guards of those that have one
    public LinkServer(
            Vertx vertx,
            LinkServerConfig config,
            Site site,
            Intake intake,
            InstantSource clock,
            Allowances.Source allowances) {
        this.allowances = allowances;
        this.vertx = vertx;
        this.config = config;
        this.site = site;
        this.intake = intake;
        this.clock = clock;
    }

    /// Makes the station's key if this is the first start, and listens. Blocks; not for an event
    /// loop.
    ///
    /// @throws IOException when it can't; the message names the file or the address
    public void start() throws IOException {
        SafeFile.folder(config.keys());
        StationKey own = StationKey.loadOrCreate(config.keys(), clock.instant());
        key = own;
        LOG.info("the station's fingerprint for agents is {}", own.fingerprint());
        AgentBook book = AgentBook.open(config.keys());
        SealBook seals = SealBook.open(config.keys());
        var loop = new LinkLoop(config, own, book, seals, site, intake, clock, allowances);
        try {
            deployment = vertx.deployVerticle(loop).toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "can't listen for agents on "
                            + config.host()
                            + ':'
                            + config.port()
                            + ": "
                            + e.getCause(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting to listen for agents", e);
        }
        port = loop.port();
        LOG.info("listening for agents on {}:{}", config.host(), port);
    }

    /// Closes every link, and returns when that is done. Agents that lose their link by this are
    /// not reported as lost.
    public void stop() {
        if (deployment == null) {
            return;
        }
        try {
            vertx.undeploy(deployment)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the links with agents did not close properly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deployment = null;
    }

    /// The port that agents connect to, once started.
    public int port() {
        return port;
    }

    /// Makes a token by which a machine of the plan can be enrolled, once and within a quarter of
    /// an hour. Blocks; not for an event loop.
    ///
    /// @param by who says so, for the record
    public AgentToken invite(MachineId machine, String by) throws IOException {
        if (key == null) {
            throw new IllegalStateException("the link invites nobody before it was started");
        }
        return invite(config.keys(), key, machine, by, clock.instant());
    }

    /// Likewise, beside a station that may be running.
    ///
    /// @param keys the folder of the station's key; it is made if this is the first use
    public static AgentToken invite(Path keys, MachineId machine, String by, Instant now)
            throws IOException {
        SafeFile.folder(keys);
        return invite(keys, StationKey.loadOrCreate(keys, now), machine, by, now);
    }

    private static AgentToken invite(
            Path keys, StationKey key, MachineId machine, String by, Instant now)
            throws IOException {
        AgentToken token = AgentToken.create(key.fingerprint());
        new Invitations(keys)
                .put(token, new Invitations.Invitation(machine, by, now.plus(INVITED)));
        return token;
    }

    /// Takes an agent's certificate back: its link is closed, and it is let in no more. A running
    /// station sees to it within seconds, another one at its start. Blocks; not for an event loop.
    ///
    /// @param by who says so, for the record
    public static void revoke(Path keys, MachineId machine, String by) throws IOException {
        SafeFile.folder(keys);
        new Revocations(keys).put(new Revocations.Revocation(machine, by));
    }

    /// Adopts a baseline: a running station enters it within seconds, another one at its start.
    /// Blocks; not for an event loop.
    ///
    /// @param baseline its time is when it is entered
    public static void adopt(Path keys, BaselineAdopted baseline) throws IOException {
        SafeFile.folder(keys);
        new Adoptions(keys).put(baseline);
    }
}
