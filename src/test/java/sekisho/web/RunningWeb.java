package sekisho.web;

import io.vertx.core.Vertx;

import org.jspecify.annotations.Nullable;

import sekisho.account.Accounts;
import sekisho.account.ManualClock;
import sekisho.ledger.Ledger;
import sekisho.site.Cardholders;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// The web of the sample site on a journal in memory, listening on the loopback.
final class RunningWeb implements AutoCloseable {
    /// Noon of a Saturday, the site's time.
    static final Instant NOON = Instant.parse("2026-11-21T03:00:00Z");

    static final String USER = "gate";
    static final String PASSWORD = "correct horse";

    final ManualClock clock = new ManualClock(NOON);
    final MemoryJournal journal;

    private final Cardholders cardholders = new Cardholders(SampleSite.PEOPLE.all());
    private final Vertx vertx = Vertx.vertx();
    private final Ledger ledger;
    private final WebServer server;

    RunningWeb(Path folder) throws IOException, InterruptedException {
        this(folder, null, null);
    }

    /// Starts again on the journal and the folder of one before.
    RunningWeb(Path folder, @Nullable RunningWeb before) throws IOException, InterruptedException {
        this(folder, before, null);
    }

    /// One that serves a signed log besides.
    RunningWeb(Path folder, WebConfig.Log log) throws IOException, InterruptedException {
        this(folder, null, null, log);
    }

    RunningWeb(Path folder, @Nullable RunningWeb before, WebConfig.@Nullable Tls tls)
            throws IOException, InterruptedException {
        this(folder, before, tls, null);
    }

    private RunningWeb(
            Path folder,
            @Nullable RunningWeb before,
            WebConfig.@Nullable Tls tls,
            WebConfig.@Nullable Log log)
            throws IOException, InterruptedException {
        this.journal = before == null ? new MemoryJournal(clock) : before.journal;
        Accounts accounts = Accounts.open(folder);
        if (!accounts.has(USER)) {
            accounts.setPassword(USER, PASSWORD);
        }
        this.ledger = Ledger.open(folder.resolve("ledger.sqlite"), journal);
        ledger.followCards(cardholders::issued);
        this.server =
                new WebServer(
                        vertx,
                        new WebConfig("127.0.0.1", 0, tls, log),
                        journal,
                        Opening.NOTHING,
                        journal,
                        journal::recording,
                        ledger,
                        accounts,
                        null,
                        SampleSite.SITE,
                        cardholders,
                        SampleSite.DESKS,
                        false,
                        clock);
        server.start();
    }

    /// A browser that nobody has signed in with.
    Browser browser() {
        return new Browser(server.port());
    }

    /// A browser that somebody is signed in with.
    Browser signedIn() {
        Browser browser = browser();
        browser.signIn(USER, PASSWORD);
        return browser;
    }

    /// Who holds which card now.
    Cardholders cardholders() {
        return cardholders;
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        ledger.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
