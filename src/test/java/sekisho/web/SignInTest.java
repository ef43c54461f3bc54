package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Deed.DeedDone;
import sekisho.site.json.CanonicalJson;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class SignInTest {
    @TempDir private Path folder;
    private RunningWeb web;
    private Browser browser;

    @BeforeEach
    void start() throws Exception {
        web = new RunningWeb(folder);
        browser = web.browser();
    }

    @AfterEach
    void stop() {
        web.close();
    }

    @Test
    void whoIsNotSignedInIsToldSoAndSeesNothingElse() {
        Browser.Reply session = browser.get("/api/session");
        assertThat(session.status()).isEqualTo(401);
        assertThat(session.body())
                .containsEntry("signedIn", false)
                .containsEntry("demo", false)
                .containsEntry("site", "本庁舎");
        for (String path :
                List.of(
                        "/api/plan",
                        "/api/live",
                        "/api/visits",
                        "/api/permits",
                        "/api/entries.csv",
                        "/api/entries/count")) {
            Browser.Reply reply = browser.get(path);
            assertThat(reply.status()).as(path).isEqualTo(401);
            assertThat(reply.errors()).as(path).containsExactly("null: sign-in");
        }
    }

    @Test
    void aSignInIsACookieThatNoScriptCanRead() {
        Browser.Reply reply = browser.signIn(RunningWeb.USER, RunningWeb.PASSWORD);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).containsEntry("signedIn", true).containsEntry("user", "gate");
        assertThat(reply.raw().headers().firstValue("set-cookie").orElse(""))
                .startsWith("sekisho=")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/");
        assertThat(browser.get("/api/session").status()).isEqualTo(200);
        assertThat(browser.get("/api/plan").status()).isEqualTo(200);
    }

    @Test
    void aSignOutEndsTheSessionForGood() {
        browser.signIn(RunningWeb.USER, RunningWeb.PASSWORD);
        assertThat(browser.delete("/api/session").status()).isEqualTo(200);
        assertThat(browser.get("/api/plan").status()).isEqualTo(401);
    }

    @Test
    void comingGoingAndBeingRefusedAreDeeds() {
        browser.signIn(RunningWeb.USER, "wrong");
        browser.signIn("my secret password", "x");
        browser.signIn(RunningWeb.USER, RunningWeb.PASSWORD);
        browser.delete("/api/session");
        assertThat(deeds())
                .extracting(DeedDone::type, DeedDone::by)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("session.refused", "gate"),
                        org.assertj.core.groups.Tuple.tuple("session.refused", "unknown"),
                        org.assertj.core.groups.Tuple.tuple("session.opened", "gate"),
                        org.assertj.core.groups.Tuple.tuple("session.closed", "gate"));
        assertThat(deeds())
                .allSatisfy(
                        deed -> assertThat(deed.members()).containsEntry("address", "127.0.0.1"));
    }

    @Test
    void guessingIsSlowedDownAndDoesNotFillTheJournal() {
        for (int i = 0; i < 5; i++) {
            assertThat(browser.signIn(RunningWeb.USER, "wrong").status()).isEqualTo(401);
        }
        for (int i = 0; i < 3; i++) {
            Browser.Reply throttled = browser.signIn(RunningWeb.USER, RunningWeb.PASSWORD);
            assertThat(throttled.status()).isEqualTo(429);
            assertThat(throttled.errors()).containsExactly("null: sign-in-throttled");
        }
        assertThat(deeds()).hasSize(5);
        web.clock.pass(Duration.ofSeconds(15));
        assertThat(browser.signIn(RunningWeb.USER, "wrong").status()).isEqualTo(401);
        assertThat(deeds().getLast().members()).containsEntry("turnedAway", 3L);
    }

    @Test
    void aFormWithoutNameOrPasswordIsRefusedForBoth() {
        Browser.Reply reply = browser.post("/api/session", Map.of());
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors())
                .containsExactly("user: account-missing", "password: password-missing");
    }

    @Test
    void aRequestThatNoPageOfOursSentIsRefused() {
        browser.signIn(RunningWeb.USER, RunningWeb.PASSWORD);
        HttpRequest forged =
                browser.request("/api/visits")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();
        Browser.Reply reply = browser.json(forged);
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.errors()).containsExactly("null: csrf");
    }

    @Test
    void aBodyThatIsNotJsonIsRefused() {
        Browser.Reply form = browser.post("/api/session", "text/plain", "{}");
        assertThat(form.status()).isEqualTo(415);
        assertThat(form.errors()).containsExactly("null: content-type");
        Browser.Reply broken = browser.post("/api/session", "application/json", "{\"user\":");
        assertThat(broken.status()).isEqualTo(400);
        assertThat(broken.errors()).containsExactly("null: not-json");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String large = CanonicalJson.of(Map.of("user", "x".repeat(Gate.BODY_MAX)));
        Browser.Reply reply = browser.post("/api/session", "application/json", large);
        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.errors()).containsExactly("null: too-large");
    }

    @Test
    void aPathThatIsNotThereSaysSo() {
        assertThat(browser.get("/api/nothing").status()).isEqualTo(404);
        assertThat(browser.get("/api/nothing").errors()).containsExactly("null: no-such-path");
    }

    @Test
    void aFullIntakeIsAMomentToWait() {
        web.journal.setFull(true);
        Browser.Reply reply = browser.signIn(RunningWeb.USER, RunningWeb.PASSWORD);
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.errors()).containsExactly("null: busy");
        assertThat(browser.cookie()).isNull();
    }

    @Test
    void theStationSaysThatItIsThereToAnybody() {
        assertThat(browser.text("/healthz").body()).isEqualTo("ok");
    }

    @Test
    void everyAnswerCarriesTheHeadersThatProtectIt() {
        for (String path : List.of("/", "/api/session", "/healthz", "/nothing")) {
            var headers = browser.text(path).headers();
            assertThat(headers.firstValue("content-security-policy").orElse(""))
                    .as(path)
                    .contains("default-src 'self'", "frame-ancestors 'none'", "trusted-types");
            assertThat(headers.firstValue("x-content-type-options")).as(path).hasValue("nosniff");
            assertThat(headers.firstValue("referrer-policy")).as(path).hasValue("no-referrer");
        }
    }

    private List<DeedDone> deeds() {
        return web.journal.read(1, 1000).stream()
                .map(entry -> entry.fact())
                .filter(DeedDone.class::isInstance)
                .map(DeedDone.class::cast)
                .toList();
    }
}
