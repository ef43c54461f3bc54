package sekisho.edge;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.site.Intake;
import sekisho.site.Site;
import sekisho.site.SourceId;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private final Vertx vertx;
    private final LinkServerConfig config;
    private final Site site;
    private final Intake intake;
    private final InstantSource clock;
    private @Nullable String deployment;
    private @Nullable AgentToken token;
    private int port;

    public LinkServer(
            Vertx vertx, LinkServerConfig config, Site site, Intake intake, InstantSource clock) {
        this.vertx = vertx;
        this.config = config;
        this.site = site;
        this.intake = intake;
        this.clock = clock;
    }

    /// Makes key and token if this is the first start, and listens. Blocks; not for an event loop.
    ///
    /// @throws IOException when it can't; the message names the file or the address
    public void start() throws IOException {
        SafeFile.folder(config.keys());
        StationKey key = StationKey.loadOrCreate(config.keys(), clock.instant());
        AgentToken handedOut = token(key);
        token = handedOut;
        LOG.info("the station's fingerprint for agents is {}", key.fingerprint());
        var loop =
                new LinkLoop(
                        config,
                        key,
                        new Admission(handedOut, site),
                        AgentBook.open(config.keys()),
                        intake,
                        clock);
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

    /// The token to hand to agents, once started; it also stands in the token file.
    public String agentToken() {
        if (token == null) {
            throw new IllegalStateException("the link has no token before it was started");
        }
        return token.text();
    }

    private AgentToken token(StationKey key) throws IOException {
        Path file = config.tokenFile();
        if (Files.exists(file)) {
            AgentToken kept;
            try {
                kept = AgentToken.parse(Files.readString(file));
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
            if (kept.fingerprint().equals(key.fingerprint())) {
                return kept;
            }
            LOG.warn("the station has a new key: hand {} to every agent again", file);
            return keep(new AgentToken(kept.secret(), key.fingerprint()));
        }
        return keep(AgentToken.create(key.fingerprint()));
    }

    private AgentToken keep(AgentToken fresh) throws IOException {
        SafeFile.write(config.tokenFile(), (fresh.text() + '\n').getBytes(StandardCharsets.UTF_8));
        return fresh;
    }
}
