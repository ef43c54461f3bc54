package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Deed.AlarmAcknowledged;

import java.nio.file.Path;
import java.util.Map;

class AcknowledgementsTest {
    @TempDir private Path folder;
    private RunningWeb web;
    private Browser browser;
    private long finding;

    @BeforeEach
    void start() throws Exception {
        web = new RunningWeb(folder);
        browser = web.signedIn();
        long opening = web.journal.add(SampleFacts.opened(RunningWeb.NOON));
        finding = web.journal.add(SampleFacts.unlogged(RunningWeb.NOON, opening));
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void anAlarmIsTakenOnByNameAndWithANote() {
        Browser.Reply reply = acknowledge(Map.of("note", "見回り済み"));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(web.journal.read(web.journal.durable(), 1).getFirst().fact())
                .isEqualTo(
                        new AlarmAcknowledged(RunningWeb.NOON, finding, RunningWeb.USER, "見回り済み"));
    }

    @Test
    void theSecondOfTwoPeopleIsToldThatTheFirstWasFaster() {
        acknowledge(Map.of());
        Browser.Reply second = acknowledge(Map.of());
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.errors()).containsExactly("null: finding-acknowledged");
    }

    @Test
    void whatIsNoAlarmCantBeTakenOn() {
        for (String number : new String[] {"1", "9999", "x", "-1"}) {
            Browser.Reply reply = browser.post("/api/alarms/" + number + "/acknowledge", Map.of());
            assertThat(reply.status()).as(number).isEqualTo(404);
        }
    }

    @Test
    void aNoteThatIsNoLineOfTextIsRefused() {
        assertThat(acknowledge(Map.of("note", 1L)).errors()).containsExactly("note: not-text");
    }

    @Test
    void theBoardTellsOfTheAlarmAndThenOfWhoTookItOn() throws Exception {
        try (LiveEvents live = browser.live(null)) {
            LiveEvents.Event whole = live.next();
            assertThat(whole.list("alarms").getFirst())
                    .containsEntry("finding", finding)
                    .containsEntry("open", true)
                    .containsEntry("rule", "unlogged-entry")
                    .containsEntry("state", "UNACKNOWLEDGED")
                    .containsEntry("title", Map.of("ja", "記録のない入室", "en", "Unlogged entry"));
            acknowledge(Map.of());
            assertThat(live.next().list("alarms").getFirst())
                    .containsEntry("finding", finding)
                    .containsEntry("acknowledgedBy", RunningWeb.USER);
        }
    }

    private Browser.Reply acknowledge(Map<String, ?> body) {
        return browser.post("/api/alarms/" + finding + "/acknowledge", body);
    }
}
