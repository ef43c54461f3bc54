package sekisho.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.site.CredentialId;
import sekisho.site.Observation.CardPresented;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.ReaderId;
import sekisho.site.Sighting;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Cards on the desks' readers: what they mean, to whom they are issued, what becomes of badges.
class CardsTest {
    private static final String FELICA = "64:0101020304050607";
    private static final String OTHER = "32:12a34b5c";

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
    void aCardThatNobodyKnowsIsIssuedToAPersonOnce() throws Exception {
        long card = lay(FELICA);
        assertThat(show(card)).containsEntry("means", "unknown").containsEntry("issued", false);
        assertThat(post(card, "issue", Map.of("person", "p-001")).status()).isEqualTo(201);
        assertThat(show(lay(FELICA)))
                .containsEntry("means", "person")
                .containsEntry("person", Map.of("id", "p-001", "name", "佐藤 一郎"))
                .containsEntry("issued", true);
        assertThat(web.cardholders().holding(new CredentialId(FELICA)))
                .hasFieldOrPropertyWithValue("name", "佐藤 一郎");
        assertThat(post(lay(FELICA), "issue", Map.of("person", "p-002")).errors())
                .containsExactly("card: card-taken");
        assertThat(registers()).containsExactly("credential.issued");
    }

    @Test
    void aRevokedCardIsNobodysAndCanBeIssuedAgain() throws Exception {
        post(lay(FELICA), "issue", Map.of("person", "p-001"));
        assertThat(post(lay(FELICA), "revoke", Map.of()).status()).isEqualTo(200);
        assertThat(show(lay(FELICA))).containsEntry("means", "unknown");
        assertThat(web.cardholders().holding(new CredentialId(FELICA))).isNull();
        assertThat(post(lay(FELICA), "issue", Map.of("badge", "12")).status()).isEqualTo(201);
        assertThat(post(lay(OTHER), "revoke", Map.of()).errors())
                .containsExactly("card: card-not-issued");
    }

    @Test
    void aCardOfTheSiteFileIsThePersonsAndCanNotBeIssuedOtherwise() throws Exception {
        long card = lay(SampleSite.SATO_CARD.value());
        assertThat(show(card)).containsEntry("means", "person").containsEntry("issued", false);
        assertThat(post(card, "issue", Map.of("badge", "12")).errors())
                .containsExactly("card: card-taken");
    }

    @Test
    void aCardOfABadgeLeadsToTheVisitorWhoHasIt() throws Exception {
        post(lay(FELICA), "issue", Map.of("badge", "12"));
        assertThat(show(lay(FELICA)))
                .containsEntry("means", "badge")
                .containsEntry("badge", "12")
                .doesNotContainKeys("lent", "visit");
        String visit = register(Map.of("badge", "12"));
        Map<String, @Nullable Object> shown = show(lay(FELICA));
        assertThat(shown).containsEntry("lent", "lent");
        assertThat((Map<?, ?>) shown.get("visit")).extracting("visit").isEqualTo(visit);
        leave(visit, Map.of());
        assertThat(show(lay(FELICA))).doesNotContainKeys("lent", "visit");
        assertThat(registers()).containsExactly("credential.issued", "badge.returned");
    }

    @Test
    void aVisitorsOwnCardLeadsToTheVisitAndAfterItToTheOneBefore() throws Exception {
        String visit = register(Map.of("card", Long.toString(lay(FELICA))));
        assertThat((Map<?, ?>) show(lay(FELICA)).get("visit")).extracting("visit").isEqualTo(visit);
        leave(visit, Map.of());
        Map<String, @Nullable Object> shown = show(lay(FELICA));
        assertThat(shown).containsEntry("means", "visitor").doesNotContainKey("visit");
        assertThat((Map<?, ?>) shown.get("before")).extracting("name").isEqualTo("田中 次郎");
        String next = register(Map.of("card", Long.toString(lay(FELICA))));
        assertThat((Map<?, ?>) show(lay(FELICA)).get("visit")).extracting("visit").isEqualTo(next);
    }

    @Test
    void aPersonsCardBecomesNoVisitorsOwn() throws Exception {
        post(lay(FELICA), "issue", Map.of("person", "p-001"));
        var form = form();
        form.put("card", Long.toString(lay(FELICA)));
        assertThat(browser.post("/api/visits", form).errors()).containsExactly("card: card-taken");
        assertThat(browser.get("/api/visits").list("visits")).isEmpty();
    }

    @Test
    void aBadgeThatAVisitorKeptIsOutstandingUntilItIsBack() throws Exception {
        leave(register(Map.of("badge", "12")), Map.of("badge", "kept"));
        assertThat(badges())
                .singleElement()
                .satisfies(badge ->
                        assertThat(badge)
                                .containsEntry("badge", "12")
                                .containsEntry("state", "kept")
                                .containsEntry("name", "田中 次郎")
                                .containsKey("leftAt"));
        var form = form();
        form.put("badge", "12");
        assertThat(browser.post("/api/visits", form).errors())
                .containsExactly("badge: badge-not-back");
        assertThat(browser.post("/api/badges/12/return", Map.of()).status()).isEqualTo(200);
        assertThat(badges()).isEmpty();
        assertThat(browser.post("/api/badges/12/return", Map.of()).errors())
                .containsExactly("null: badge-here");
        assertThat(browser.post("/api/visits", form).status()).isEqualTo(201);
        assertThat(registers()).containsExactly("badge.kept", "badge.returned");
    }

    @Test
    void aBadgeIsLentAfterTheRegistrationAndToOneVisitorOnly() {
        String first = register(Map.of());
        String second = register(Map.of());
        assertThat(browser.post("/api/badges/12/lend", Map.of("visit", first)).status())
                .isEqualTo(201);
        assertThat(browser.post("/api/badges/12/lend", Map.of("visit", second)).errors())
                .containsExactly("badge: badge-lent");
        assertThat(browser.post("/api/badges/13/lend", Map.of("visit", first)).errors())
                .containsExactly("visit: visit-has-badge");
        assertThat(browser.get("/api/visits").list("visits"))
                .extracting(one -> String.valueOf(one.get("badge")))
                .containsExactly("12", "null");
        assertThat(browser.post("/api/badges/12/lose", Map.of()).status()).isEqualTo(200);
        assertThat(badges())
                .singleElement()
                .satisfies(one -> assertThat(one).containsEntry("state", "lost"));
    }

    @Test
    void aCardIsGoodForTenMinutesAndACardWithoutANumberForNothing() throws Exception {
        long card = lay(FELICA);
        web.clock.pass(LaidCards.FRESH.plus(Duration.ofSeconds(1)));
        assertThat(post(card, "issue", Map.of("person", "p-001")).errors())
                .containsExactly("card: card-stale");
        long random = lay(null);
        assertThat(show(random)).containsEntry("means", "unusable");
        assertThat(post(random, "issue", Map.of("person", "p-001")).errors())
                .containsExactly("card: card-unusable");
        assertThat(post(lay(FELICA), "issue", Map.of()).errors())
                .containsExactly("person: card-whose");
        assertThat(browser.get("/api/cards/1000000").status()).isEqualTo(404);
        assertThat(browser.get("/api/cards/x").status()).isEqualTo(404);
        assertThat(registers()).isEmpty();
    }

    @Test
    void whatIsIssuedIsStillIssuedWhenTheStationStartsAgain() throws Exception {
        post(lay(FELICA), "issue", Map.of("person", "p-001"));
        web.close();
        web = new RunningWeb(folder, web);
        assertThat(web.cardholders().holding(new CredentialId(FELICA))).isNotNull();
    }

    @Test
    void thePlanNamesTheDesks() {
        assertThat(browser.get("/api/plan").list("desks"))
                .containsExactly(
                        Map.of("id", "gate-1", "name", "正面受付"),
                        Map.of("id", "gate-2", "name", "通用口"));
    }

    private long lay(@Nullable String credential) throws Exception {
        var told =
                new CardPresented(
                        web.clock.instant(),
                        new ReaderId("gate-1"),
                        credential == null ? null : new CredentialId(credential),
                        null,
                        "felica",
                        null);
        return web.journal.submit(List.of(Sighting.of(told))).sequence();
    }

    private Map<String, @Nullable Object> show(long card) {
        return browser.get("/api/cards/" + card).body();
    }

    private Browser.Reply post(long card, String what, Map<String, Object> form) {
        return browser.post("/api/cards/" + card + "/" + what, form);
    }

    private String register(Map<String, Object> more) {
        var form = form();
        form.putAll(more);
        return (String) browser.post("/api/visits", form).require("visit");
    }

    private void leave(String visit, Map<String, Object> how) {
        assertThat(browser.post("/api/visits/" + visit + "/leave", how).status()).isEqualTo(200);
    }

    private List<Map<String, Object>> badges() {
        return browser.get("/api/badges").list("badges");
    }

    private List<String> registers() {
        return web.journal.read(1, 1000).stream()
                .map(entry -> entry.fact())
                .filter(RegisterChanged.class::isInstance)
                .map(fact -> ((RegisterChanged) fact).type())
                .toList();
    }

    private static Map<String, Object> form() {
        var form = new HashMap<String, Object>();
        form.put("zone", "server-room");
        form.put("kind", "vendor");
        form.put("name", "田中 次郎");
        form.put("company", "保守サービス株式会社");
        form.put("purpose", "ディスク交換");
        form.put("escort", "p-001");
        form.put("plannedExit", "2026-11-21T15:00:00+09:00");
        return form;
    }
}
