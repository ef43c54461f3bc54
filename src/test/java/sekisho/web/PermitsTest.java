package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PermitsTest {
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

    private static Map<String, Object> form() {
        var form = new HashMap<String, Object>();
        form.put("media", "0951:1666:媒体-001");
        form.put("zone", "server-room");
        form.put("machine", "db-1");
        form.put("person", "p-001");
        form.put("from", "2026-11-21T12:00:00+09:00");
        form.put("until", "2026-11-21T17:00:00+09:00");
        return form;
    }

    @Test
    void aPermitIsGivenListedAndRevoked() {
        Browser.Reply given = browser.post("/api/permits", form());
        assertThat(given.status()).isEqualTo(201);
        String permit = (String) given.require("permit");
        assertThat(permit).matches("P-[0-9A-HJKMNP-TV-Z]{6}");
        assertThat(browser.get("/api/permits").list("permits").getFirst())
                .containsEntry("permit", permit)
                .containsEntry("media", "0951:1666:媒体-001")
                .containsEntry("machine", "db-1")
                .containsEntry("person", "p-001")
                .containsEntry("from", "2026-11-21T03:00:00.000Z")
                .containsEntry("until", "2026-11-21T08:00:00.000Z")
                .containsEntry("revoked", false);
        String revoke = "/api/permits/" + permit + "/revoke";
        assertThat(browser.post(revoke, Map.of()).status()).isEqualTo(200);
        assertThat(browser.get("/api/permits").list("permits").getFirst())
                .containsEntry("revoked", true);
        assertThat(browser.post(revoke, Map.of()).status()).isEqualTo(409);
        assertThat(browser.post("/api/permits/P-NOBODY/revoke", Map.of()).status()).isEqualTo(404);
    }

    @Test
    void anEmptyFormIsRefusedForEveryFieldAtOnce() {
        assertThat(browser.post("/api/permits", Map.of()).errors())
                .containsExactlyInAnyOrder(
                        "media: media-missing",
                        "zone: zone-missing",
                        "from: from-missing",
                        "until: until-missing");
    }

    @Test
    void aMachineMustStandInTheZone() {
        assertThat(errorsWith("machine", "backup-1")).containsExactly("machine: machine-elsewhere");
        assertThat(errorsWith("machine", "nothing")).containsExactly("machine: machine-unknown");
    }

    @Test
    void aPermitEndsAfterItBeginsAndNotInThePast() {
        assertThat(errorsWith("until", "2026-11-21T12:00:00+09:00"))
                .containsExactly("until: until-before-from");
        Map<String, Object> form = form();
        form.put("from", "2026-11-20T12:00:00+09:00");
        form.put("until", "2026-11-20T13:00:00+09:00");
        assertThat(browser.post("/api/permits", form).errors())
                .containsExactly("until: until-past");
    }

    @Test
    void thePersonMustBeOnTheRegister() {
        assertThat(errorsWith("person", "p-999")).containsExactly("person: person-unknown");
    }

    private List<String> errorsWith(String field, Object value) {
        Map<String, Object> form = form();
        form.put(field, value);
        return browser.post("/api/permits", form).errors();
    }
}
