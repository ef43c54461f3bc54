package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.DevicePattern;
import sekisho.site.Paperwork.BaselineAdopted;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class BaselinesTest {
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
    void whatIsPluggedInBecomesTheMachinesOwnByName() throws Exception {
        var stick = SampleFacts.inserted(RunningWeb.NOON, SampleSite.DATABASE, "s-1");
        try (LiveEvents live = browser.live(null)) {
            live.next();
            long inserted = web.journal.add(stick);
            web.journal.add(SampleFacts.unauthorised(stick, inserted));
            live.until(inserted + 1);
            assertThat(adopt("db-1").status()).isEqualTo(200);
        }
        assertThat(web.journal.read(web.journal.durable(), 1).getFirst().fact())
                .isEqualTo(
                        new BaselineAdopted(
                                RunningWeb.NOON,
                                SampleSite.ROOM,
                                SampleSite.DATABASE,
                                List.of(
                                        DevicePattern.of(
                                                "0951", "1666", "s-1", "1-2", List.of("08:06:50"))),
                                RunningWeb.USER));
    }

    @Test
    void aMachineNobodyKnowsHasNone() {
        Browser.Reply reply = adopt("no-such");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.errors()).containsExactly("null: machine-unknown");
    }

    private Browser.Reply adopt(String machine) {
        return browser.post("/api/machines/" + machine + "/baseline", Map.of());
    }
}
