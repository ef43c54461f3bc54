package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Observation.SourceNoise;
import sekisho.site.SourceId;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

class LiveBoardTest {
    @TempDir private Path folder;
    private RunningWeb web;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        web = new RunningWeb(folder);
        browser = web.signedIn();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void aBrowserThatComesAnewGetsTheWholeBoard() throws Exception {
        web.journal.add(SampleFacts.opened(RunningWeb.NOON));
        try (LiveEvents live = browser.live(null)) {
            assertThat(live.status()).isEqualTo(200);
            LiveEvents.Event first = live.next();
            assertThat(first.isWhole()).isTrue();
            assertThat(first.id()).isEqualTo(Long.toString(web.journal.durable()));
            assertThat(first.list("zones")).hasSize(3);
            assertThat(first.list("doors")).hasSize(3);
            assertThat(first.list("machines")).hasSize(2);
            assertThat(first.data()).containsEntry("now", "2026-11-21T03:00:00.000Z");
        }
    }

    @Test
    void theIdOfAnEventIsTheJournalsSequence() throws Exception {
        try (LiveEvents live = browser.live(null)) {
            live.next();
            for (int i = 0; i < 5; i++) {
                long sequence = web.journal.add(SampleFacts.opened(RunningWeb.NOON.plusMillis(i)));
                LiveEvents.Event event = live.next();
                assertThat(event.id()).isEqualTo(Long.toString(sequence));
                assertThat(event.isWhole()).isFalse();
                assertThat(event.list("facts"))
                        .singleElement()
                        .satisfies(fact -> assertThat(fact).containsEntry("sequence", sequence));
            }
        }
    }

    @Test
    void aBrowserThatComesBackMissesNothingAndGetsNothingTwice() throws Exception {
        long known;
        try (LiveEvents live = browser.live(null)) {
            known = live.next().sequence();
        }
        web.journal.add(
                SampleFacts.in(
                        RunningWeb.NOON, SampleSite.SATO, SampleSite.ROOM, SampleSite.FRONT));
        web.journal.add(SampleFacts.opened(RunningWeb.NOON));
        try (LiveEvents live = browser.live(Long.toString(known))) {
            LiveEvents.Event event = live.next();
            assertThat(event.isWhole()).isFalse();
            assertThat(event.list("facts"))
                    .extracting(fact -> fact.get("sequence"))
                    .containsExactly(known + 1, known + 2);
            assertThat(event.list("zones"))
                    .singleElement()
                    .satisfies(zone -> assertThat(zone).containsEntry("id", "server-room"));
            assertThat(event.list("doors"))
                    .singleElement()
                    .satisfies(door -> assertThat(door).containsEntry("state", "open"));
        }
    }

    @Test
    void aBrowserThatComesBackToANewlyStartedStationMissesNothing() throws Exception {
        long known;
        try (LiveEvents live = browser.live(null)) {
            known = live.next().sequence();
        }
        web.close();
        web.journal.add(SampleFacts.opened(RunningWeb.NOON));
        web = new RunningWeb(folder, web);
        var again = new Browser(web.port());
        again.setCookie(browser.cookie());
        try (LiveEvents live = again.liveAfter(known)) {
            LiveEvents.Event event = live.next();
            assertThat(event.isWhole()).isFalse();
            assertThat(event.list("facts"))
                    .extracting(fact -> fact.get("sequence"))
                    .containsExactly(known + 1);
        }
    }

    @Test
    void aBrowserThatKnowsEverythingHearsThatTheStationIsThere() throws Exception {
        try (LiveEvents live = browser.live(Long.toString(web.journal.durable()))) {
            LiveEvents.Event beat = live.any();
            assertThat(beat.name()).isEqualTo("beat");
            assertThat(beat.id()).isNull();
            assertThat(beat.data()).containsKey("now");
        }
    }

    @Test
    void aBrowserThatKnowsAnotherJournalGetsTheWholeBoard() throws Exception {
        for (String strange : new String[] {"999999", "-7", "abc"}) {
            try (LiveEvents live = browser.live(strange)) {
                assertThat(live.next().isWhole()).as(strange).isTrue();
            }
        }
    }

    @Test
    void aBoardEndsWithItsSession() throws Exception {
        try (LiveEvents live = browser.live(null)) {
            live.next();
            browser.delete("/api/session");
            web.journal.add(SampleFacts.opened(RunningWeb.NOON));
            live.next();
        }
        assertThat(browser.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void manyFactsAtOnceReachABrowserAsFewMessages() throws Exception {
        try (LiveEvents live = browser.live(null)) {
            live.next();
            long last = 0;
            for (int i = 0; i < 2000; i++) {
                last = web.journal.add(SampleFacts.opened(RunningWeb.NOON.plusMillis(i)));
            }
            assertThat(live.until(last)).isLessThan(500);
        }
    }

    @Test
    void aBrowserThatReadsNothingHoldsUpNobody() throws Exception {
        try (Socket stuck = new Socket(InetAddress.getLoopbackAddress(), web.port());
                LiveEvents live = browser.live(null)) {
            stuck.getOutputStream()
                    .write(
                            ("GET /api/live HTTP/1.1\r\nHost: x\r\nCookie: "
                                            + browser.cookie()
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            live.next();
            long last = 0;
            for (int i = 0; i < 100; i++) {
                last = web.journal.add(noise());
                live.until(last);
            }
            assertThat(last).isEqualTo(web.journal.durable());
        }
    }

    /// A quarter of a megabyte, so that a hundred overflow every buffer on the way.
    private static SourceNoise noise() {
        return new SourceNoise(
                RunningWeb.NOON, new SourceId("line-1"), null, 1, "x".repeat(256 * 1024), null);
    }
}
