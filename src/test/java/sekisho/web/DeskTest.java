package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.Paperwork.VisitLeft;
import sekisho.site.Paperwork.VisitRegistered;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class DeskTest {
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
        form.put("zone", "server-room");
        form.put("kind", "vendor");
        form.put("name", "田中 次郎");
        form.put("company", "保守サービス株式会社");
        form.put("purpose", "ディスク交換");
        form.put("escort", "p-001");
        form.put("badge", "B-3");
        form.put("carriedItems", List.of("ノートPC", " ", "交換用ディスク"));
        form.put("plannedExit", "2026-11-21T15:00:00+09:00");
        return form;
    }

    @Test
    void aVisitorComesIsInsideAndLeaves() {
        Browser.Reply registered = browser.post("/api/visits", form());
        assertThat(registered.status()).isEqualTo(201);
        String visit = (String) registered.require("visit");
        assertThat(visit).matches("V-[0-9A-HJKMNP-TV-Z]{6}");

        Map<String, Object> listed = browser.get("/api/visits?open=true").list("visits").getFirst();
        assertThat(listed)
                .containsEntry("visit", visit)
                .containsEntry("zone", "server-room")
                .containsEntry("name", "田中 次郎")
                .containsEntry("escort", "p-001")
                .containsEntry("badge", "B-3")
                .containsEntry("carriedItems", List.of("ノートPC", "交換用ディスク"))
                .containsEntry("registeredAt", "2026-11-21T03:00:00.000Z")
                .containsEntry("plannedExit", "2026-11-21T06:00:00.000Z")
                .doesNotContainKey("leftAt");

        assertThat(browser.post("/api/visits/" + visit + "/leave", Map.of()).status())
                .isEqualTo(200);
        assertThat(browser.get("/api/visits?open=true").list("visits")).isEmpty();
        assertThat(browser.get("/api/visits?open=false").list("visits").getFirst())
                .containsEntry("leftAt", "2026-11-21T03:00:00.000Z");
        assertThat(web.journal.read(1, 100))
                .extracting(entry -> entry.fact())
                .hasAtLeastOneElementOfType(VisitRegistered.class)
                .hasAtLeastOneElementOfType(VisitLeft.class);
    }

    @Test
    void anEmptyFormIsRefusedForEveryFieldAtOnce() {
        Browser.Reply reply = browser.post("/api/visits", Map.of());
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.errors())
                .containsExactlyInAnyOrder(
                        "zone: zone-missing",
                        "kind: kind-unknown",
                        "name: name-missing",
                        "company: company-missing",
                        "purpose: purpose-missing",
                        "escort: escort-missing",
                        "plannedExit: planned-exit-missing");
        assertThat(visits()).isZero();
    }

    @Test
    void aFormWithoutEscortIsRefusedInBothLanguages() {
        Map<String, Object> form = form();
        form.remove("escort");
        Browser.Reply reply = browser.post("/api/visits", form);
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.list("errors").getFirst())
                .containsEntry("code", "escort-missing")
                .containsEntry("field", "escort")
                .containsEntry("message", Map.of("ja", "立会者を選んでください", "en", "Choose an escort"));
    }

    @Test
    void whatIsNotOnPlanOrRegisterIsRefused() {
        Map<String, Object> form = form();
        form.put("zone", "attic");
        form.put("kind", "ghost");
        form.put("escort", "p-999");
        assertThat(browser.post("/api/visits", form).errors())
                .containsExactlyInAnyOrder(
                        "zone: zone-unknown", "kind: kind-unknown", "escort: escort-unknown");
    }

    @Test
    void theExitMustBePlannedForLaterThanNow() {
        assertThat(errorsWith("plannedExit", "2026-11-21T12:00:00+09:00"))
                .containsExactly("plannedExit: planned-exit-past");
        assertThat(errorsWith("plannedExit", "15:00"))
                .containsExactly("plannedExit: time-unreadable");
        assertThat(errorsWith("plannedExit", "+999999-01-01T00:00:00Z"))
                .containsExactly("plannedExit: time-unreadable");
        assertThat(errorsWith("plannedExit", "2026-11-21T12:00:00.001+09:00")).isEmpty();
    }

    @Test
    void oddTextsAreRefusedEachForItsOwnReason() {
        assertThat(errorsWith("name", 7L)).containsExactly("name: not-text");
        assertThat(errorsWith("name", "x".repeat(Form.TEXT_MAX + 1)))
                .containsExactly("name: too-long");
        assertThat(errorsWith("name", "a\nb")).containsExactly("name: control-characters");
        assertThat(errorsWith("name", "a\u202Eb")).containsExactly("name: control-characters");
        assertThat(errorsWith("name", "  ")).containsExactly("name: name-missing");
        assertThat(errorsWith("carriedItems", "x")).containsExactly("carriedItems: items-not-list");
        assertThat(errorsWith("carriedItems", List.of(1L)))
                .containsExactly("carriedItems: items-not-list");
        assertThat(errorsWith("carriedItems", java.util.Collections.nCopies(51, "x")))
                .containsExactly("carriedItems: items-too-many");
        assertThat(errorsWith("name", "𠮷野 辻\uDB40\uDD00")).isEmpty();
    }

    @Test
    void aBadgeIsLentOnceAtATime() {
        browser.post("/api/visits", form());
        assertThat(browser.post("/api/visits", form()).errors())
                .containsExactly("badge: badge-lent");
        String visit = (String) browser.get("/api/visits").list("visits").getFirst().get("visit");
        browser.post("/api/visits/" + visit + "/leave", Map.of());
        assertThat(browser.post("/api/visits", form()).status()).isEqualTo(201);
    }

    @Test
    void aVisitorLeavesOnceAndOnlyIfThere() {
        String visit = (String) browser.post("/api/visits", form()).require("visit");
        String leave = "/api/visits/" + visit + "/leave";
        assertThat(browser.post(leave, Map.of()).status()).isEqualTo(200);
        assertThat(browser.post(leave, Map.of()).status()).isEqualTo(409);
        assertThat(browser.post(leave, Map.of()).errors()).containsExactly("null: visit-left");
        Browser.Reply unknown = browser.post("/api/visits/V-NOBODY/leave", Map.of());
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.errors()).containsExactly("null: visit-unknown");
    }

    private List<String> errorsWith(String field, Object value) {
        Map<String, Object> form = form();
        form.remove("badge");
        form.put(field, value);
        Browser.Reply reply = browser.post("/api/visits", form);
        return reply.status() == 201 ? List.of() : reply.errors();
    }

    private long visits() {
        return web.journal.read(1, 1000).stream()
                .filter(entry -> entry.fact() instanceof VisitRegistered)
                .count();
    }
}
