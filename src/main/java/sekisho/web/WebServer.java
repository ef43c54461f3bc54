package sekisho.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import sekisho.account.Accounts;
import sekisho.account.SignInThrottle;
import sekisho.journal.Follower;
import sekisho.journal.JournalReader;
import sekisho.ledger.Ledger;
import sekisho.site.Cardholders;
import sekisho.site.DeskReader;
import sekisho.site.Intake;
import sekisho.site.Recording;
import sekisho.site.Site;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// The station's address for browsers.
public final class WebServer {
    /// A browser that neither reads nor writes for so long is gone: the board speaks every 15 s.
    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final int IDLE_SECONDS = 60;

    /// So often a start tells how far the board is.
    private static final int TELL_SECONDS = 5;

    /// Ten million entries take less; a journal that takes longer is not read at all.
    private static final Duration CATCH_UP_MAX = Duration.ofMinutes(10);

    private final WebConfig config;
    private final JournalReader journal;
    private final Supplier<Recording> recording;
    private final Board board;
    private final HttpServer server;
    private @Nullable Follower follower;

    /// @param journal as it is stored
    /// @param opening puts names into what is shown of it
    /// @param recording whether facts are taken in now
    /// @param keeping absent: nobody erases anything here
    /// @param desks that have a card reader
    /// @param simulated whether the site is a demonstration, which every page says
    /// @param clock the wall clock
    public WebServer(
            Vertx vertx,
            WebConfig config,
            JournalReader journal,
            Opening opening,
            Intake intake,
            Supplier<Recording> recording,
            Ledger ledger,
            Accounts accounts,
            @Nullable Keeping keeping,
            Site site,
            Cardholders cardholders,
            List<DeskReader> desks,
            boolean simulated,
            InstantSource clock) {
        this.config = config;
        this.journal = journal;
        this.recording = recording;
        this.board = new Board(site, cardholders);
        boolean secure = config.tls() != null;
        var sessions = accounts.sessions(clock);
        var deeds = new Deeds(intake, clock);
        var routes = new Routes(new Gate(sessions), sessions);
        var json = new BoardJson(new AlarmJson(journal, opening), opening);
        var live = new LiveBoard(board, recording, json, clock);
        var about = Map.<String, Object>of("site", site.name(), "demo", simulated);
        var signIn =
                new SignIn(accounts, sessions, new SignInThrottle(clock), deeds, about, secure);

        Router router = Router.router(vertx);
        router.route()
                .handler(context -> {
                    Headers.protect(context.response(), secure);
                    context.next();
                });
        routes.session(router, signIn);
        routes.board(router, live, () -> PlanJson.members(board.site(), cardholders, desks));
        var upToDate = new UpToDate(journal, recording, ledger);
        var turn = new ReentrantLock();
        var laid = new LaidCards(upToDate, cardholders, deeds);
        routes.desk(
                router,
                new Desk(board, upToDate, deeds, cardholders, laid, turn),
                new PeopleSearch(cardholders));
        routes.cards(
                router,
                new Cards(upToDate, deeds, cardholders, laid, turn),
                new Badges(upToDate, deeds, turn));
        routes.permits(router, new Permits(board, upToDate, deeds, cardholders));
        routes.baselines(router, new Baselines(board, deeds));
        routes.alarms(router, new Acknowledgements(board, journal, deeds));
        routes.records(router, new Records(board, upToDate, deeds, opening));
        if (config.log() != null) {
            routes.log(router, new ServedLog(config.log()));
        }
        if (keeping != null) {
            routes.retention(router, new Retaining(keeping, board));
        }
        routes.rest(router, recording, new Pages());
        this.server = vertx.createHttpServer(options(config)).requestHandler(router);
    }

    /// Reads the journal, then listens.
    ///
    /// @throws IllegalStateException when the address can't be had
    public void start() throws InterruptedException {
        follower = Follower.start("board", journal, 1, board::accept);
        catchUp();
        try {
            server.listen(config.port(), config.host())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(1, TimeUnit.MINUTES);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            follower.close();
            throw new IllegalStateException(
                    "can't listen on " + config.host() + " port " + config.port(), e);
        }
    }

    /// Waits for the board to have read everything, unless it will never: then it shows what is
    /// good.
    private void catchUp() throws InterruptedException {
        for (long seconds = CATCH_UP_MAX.toSeconds(); seconds > 0; seconds--) {
            if (board.await(journal.durable(), Duration.ofSeconds(1))
                    || recording.get().state() == Recording.State.DAMAGED) {
                return;
            }
            if (seconds % TELL_SECONDS == 0) {
                LOG.info(
                        "the board has read {} of {}",
                        "%,d".formatted(board.sequence()),
                        "%,d".formatted(journal.durable()));
            }
        }
    }

    /// Closes every connection and stops following the journal.
    public void stop() {
        server.close().toCompletionStage().toCompletableFuture().join();
        Follower following = follower;
        if (following != null) {
            following.close();
        }
    }

    /// The port it listens on; only while it does.
    public int port() {
        return server.actualPort();
    }

    private static HttpServerOptions options(WebConfig config) {
        var options =
                new HttpServerOptions()
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS);
        WebConfig.Tls tls = config.tls();
        if (tls == null) {
            return options;
        }
        return options.setSsl(true)
                .setUseAlpn(true)
                .setKeyCertOptions(
                        new PemKeyCertOptions()
                                .addCertPath(tls.certificate().toString())
                                .addKeyPath(tls.key().toString()));
    }
}
