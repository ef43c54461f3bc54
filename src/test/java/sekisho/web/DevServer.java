package sekisho.web;

import io.vertx.core.Vertx;

import sekisho.account.Accounts;
import sekisho.ledger.Ledger;
import sekisho.site.Observation.DoorClosed;
import sekisho.site.Observation.DoorOpened;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// The web on a journal in memory with a few facts, for work on the pages. Listens on port 8080 or
/// the one given; sign in as `dev` with `dev`. Every line on standard input brings a new fact.
public final class DevServer {
    private DevServer() {}

    public static void main(String[] arguments) throws Exception {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
        Path folder = Files.createTempDirectory("sekisho-dev");
        var journal = new MemoryJournal(InstantSource.system());
        fill(journal, now().minusSeconds(3600));
        var accounts = Accounts.open(folder);
        accounts.setPassword("dev", "dev");
        var ledger = Ledger.open(folder.resolve("ledger.sqlite"), journal);
        var server =
                new WebServer(
                        Vertx.vertx(),
                        new WebConfig("127.0.0.1", port, null),
                        journal,
                        Opening.NOTHING,
                        journal,
                        journal::recording,
                        ledger,
                        accounts,
                        null,
                        SampleSite.SITE,
                        SampleSite.PEOPLE,
                        SampleSite.DESKS,
                        true,
                        InstantSource.system());
        server.start();
        System.out.println("http://127.0.0.1:" + server.port() + "/ dev dev");
        int line = 0;
        while (System.in.read() >= 0) {
            happen(journal, line++);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void fill(MemoryJournal journal, Instant at) {
        journal.add(
                SampleFacts.alive(at, "agent-" + SampleSite.DATABASE.value()),
                SampleFacts.alive(at, "line-1"),
                SampleFacts.in(at, SampleSite.SATO, SampleSite.ROOM, SampleSite.FRONT),
                SampleFacts.opened(at.plusSeconds(1)),
                SampleFacts.closed(at.plusSeconds(5)),
                SampleFacts.in(at, SampleSite.SUZUKI, SampleSite.OFFICE, SampleSite.OFFICE_DOOR),
                SampleFacts.visit(at.plusSeconds(60), "V-7F3K9Q"));
        Instant opening = at.plusSeconds(900);
        long opened = journal.add(SampleFacts.opened(opening));
        journal.add(SampleFacts.unlogged(opening, opened));
        var stick = SampleFacts.inserted(at.plusSeconds(1800), SampleSite.DATABASE, "媒体-管理-001");
        long inserted = journal.add(stick);
        journal.add(SampleFacts.unauthorised(stick, inserted));
    }

    private static void happen(MemoryJournal journal, int number) {
        Instant at = now();
        switch (number % 4) {
            case 0 ->
                    journal.add(
                            SampleFacts.in(
                                    at, SampleSite.SUZUKI, SampleSite.ROOM, SampleSite.FRONT));
            case 1 -> {
                long opened =
                        journal.add(new DoorOpened(at, SampleSite.OFFICE, SampleSite.OFFICE_DOOR));
                journal.add(SampleFacts.unlogged(at, opened));
            }
            case 2 -> journal.add(new DoorClosed(at, SampleSite.OFFICE, SampleSite.OFFICE_DOOR));
            default ->
                    journal.add(
                            SampleFacts.out(
                                    at, SampleSite.SUZUKI, SampleSite.ROOM, SampleSite.FRONT));
        }
    }
}
