package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.journal.Entry;
import sekisho.site.Deed.DeedDone;
import sekisho.site.Recording;
import sekisho.site.Recording.State;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What people see and may do while nothing can be recorded.
class NotRecordingTest {
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

    private void is(State state) {
        web.journal.setRecording(new Recording(state, RunningWeb.NOON, "0 MB are left"));
    }

    @Test
    void everyOpenBoardIsToldWhyAndWhatToDo() throws Exception {
        for (State state : List.of(State.LOW_SPACE, State.DISK_FULL, State.DISK_FAILED)) {
            is(State.GOING);
            try (LiveEvents live = browser.live(null)) {
                assertThat(live.next().data()).doesNotContainKey("recording");
                is(state);
                assertThat(live.any().data().get("recording"))
                        .as("%s", state)
                        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                        .containsEntry("going", state == State.LOW_SPACE)
                        .containsEntry("since", "2026-11-21T03:00:00.000Z")
                        .extractingByKey("advice")
                        .asString()
                        .contains("0 MB are left");
                is(State.GOING);
                assertThat(live.any().data()).doesNotContainKey("recording");
            }
        }
    }

    @Test
    void theDeskRefusesAndSaysToUsePaper() {
        is(State.DAMAGED);
        Browser.Reply refused =
                browser.post(
                        "/api/visits",
                        Map.of(
                                "zone", "server-room",
                                "kind", "guest",
                                "name", "田中 次郎",
                                "company", "保守",
                                "purpose", "点検",
                                "escort", "p-001",
                                "carriedItems", List.of(),
                                "plannedExit", "2026-11-21T15:00:00+09:00"));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.raw().body()).contains("not-recording", "紙の入退室簿", "on paper");
        assertThat(browser.get("/api/visits").status()).isEqualTo(200);
        assertThat(browser.text("/healthz").statusCode()).isEqualTo(503);
    }

    @Test
    void whoSignsInToReadIsWrittenDownLater() {
        is(State.DISK_FULL);
        Browser other = web.browser();
        assertThat(other.signIn(RunningWeb.USER, RunningWeb.PASSWORD).status()).isEqualTo(200);
        long before = web.journal.durable();
        is(State.GOING);
        assertThat(other.delete("/api/session").status()).isEqualTo(200);

        assertThat(web.journal.read(before + 1, 10))
                .extracting(Entry::fact)
                .extracting(fact -> ((DeedDone) fact).type())
                .containsExactly("session.opened", "session.closed");
    }
}
