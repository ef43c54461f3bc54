package sekisho.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.rig.Pcscd;
import sekisho.rig.Rig;
import sekisho.rig.Until;
import sekisho.sensor.smartcard.SmartcardConfig;
import sekisho.site.Fact;
import sekisho.site.Observation.CardPresented;
import sekisho.site.Observation.SourceLost;
import sekisho.site.Observation.SourceRestored;
import sekisho.site.Paperwork.RegisterChanged;
import sekisho.site.SourceId;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/// Cards on the reader of a desk, through a real pcscd, at the page of the gatekeeper.
class DeskCardIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LIFTED = Duration.ofMillis(1500);
    private static final String BADGE = "0101020304050607";
    private static final String AOKIS = "04112233445566";
    private static final String VISITORS = "12a34b5c";

    @TempDir private Path data;
    private Pcscd pcscd;

    @BeforeEach
    void begin() throws Exception {
        Rig.require("cards on desks in a browser", "pcscd", "unshare", "chromium", "node", "npm");
        pcscd = Pcscd.start();
    }

    @AfterEach
    void end() throws Exception {
        if (pcscd != null) {
            pcscd.close();
        }
    }

    @Test
    void aBadgeIsIssuedByItsCardAndGivenBackByItWhilePcscdIsKilledInBetween() throws Exception {
        atTheDesk(
                Look.LIGHT,
                (window, station) -> {
                    Page page = window.page();
                    page.selectOption("#desk", "desk-0");
                    Locator said = page.locator(".card-said");
                    try (var _ = pcscd.lay(0, BADGE)) {
                        assertThat(said).containsText("登録のないカード");
                        issueToBadge(window, "12");
                        assertThat(said).containsText("入室証 12 です");
                        window.picture("desk-card-badge");
                    }
                    window.button("この入室証で登録する").click();
                    assertThat(page.locator("#badge")).hasValue("12");
                    register(window, "田中 太郎");
                    assertThat(page.locator(".row")).containsText("入室証 12");

                    pcscd.kill();
                    Until.holds("lost", PATIENCE, () -> count(station, SourceLost.class) == 2);
                    pcscd.startAgain();
                    Until.holds("back", PATIENCE, () -> count(station, SourceRestored.class) == 2);

                    try (var _ = pcscd.lay(0, BADGE)) {
                        assertThat(said).containsText("田中 太郎さん(サーバ室)に貸出中");
                        window.picture("desk-card-leaving");
                        assertThat(window.button("田中 太郎さんの退室を記録する").first()).isFocused();
                        page.keyboard().press("Enter");
                        assertThat(page.locator(".row")).hasCount(0);
                    }
                    assertThat(count(station, SourceLost.class)).isEqualTo(2);
                    assertThat(count(station, SourceRestored.class)).isEqualTo(2);
                    assertThat(registers(station))
                            .containsExactly("credential.issued", "badge.returned");
                    assertThat(station.facts().toString()).doesNotContain(BADGE);
                });
    }

    @Test
    void aVisitorsOwnCardSignsOutAndIsKnownTheNextTime() throws Exception {
        atTheDesk(
                Look.LIGHT,
                (window, station) -> {
                    Page page = window.page();
                    page.selectOption("#desk", "desk-1");
                    Locator said = page.locator(".card-said");
                    try (var _ = pcscd.lay(0, AOKIS);
                            var _ = pcscd.lay(1, VISITORS)) {
                        assertThat(said).containsText("登録のないカード");
                        window.button("これから登録する来訪者のカードにする").click();
                    }
                    assertThat(page.locator(".own-card")).isVisible();
                    page.fill("#badge", "7");
                    register(window, "鈴木 次郎");
                    assertThat(page.locator(".own-card")).hasCount(0);
                    Until.holds(
                            "two cards", PATIENCE, () -> count(station, CardPresented.class) == 2);

                    lift();
                    try (var _ = pcscd.lay(1, VISITORS)) {
                        assertThat(said).containsText("鈴木 次郎さん(サーバ室)のカードです");
                        page.locator(".card-panel .primary").click();
                        page.locator("dialog [name=choice]").uncheck();
                        page.locator("dialog .primary").click();
                        assertThat(page.locator("[data-badge='7']")).containsText("持ち帰り");
                        window.picture("desk-badge-out");
                    }
                    lift();
                    try (var _ = pcscd.lay(1, VISITORS)) {
                        assertThat(said).containsText("以前に来訪した鈴木 次郎さん");
                        window.button("前回の内容を登録欄に入れる").click();
                        assertThat(page.locator("#name")).hasValue("鈴木 次郎");
                        assertThat(page.locator("#escort")).hasValue("青木 一郎");
                        page.keyboard().press("Control+Enter");
                        assertThat(page.locator("[data-visit]")).hasCount(1);
                    }
                    page.locator("[data-badge='7'] button").click();
                    assertThat(page.locator("[data-badge]")).hasCount(0);
                });
    }

    @Test
    void aCardIssuedToAPersonIsThePersonsFromThenOn() throws Exception {
        atTheDesk(
                Look.DARK,
                (window, station) -> {
                    Page page = window.page();
                    page.selectOption("#desk", "desk-0");
                    try (var _ = pcscd.lay(0, AOKIS)) {
                        page.locator(".card-issue summary").click();
                        page.fill("#holder", "青木");
                        page.locator("[role=option]").first().click();
                        assertThat(axe(page)).isEmpty();
                        window.picture("desk-card-issue-dark");
                        nothingScrollsSideways(window);
                        window.button("カードを登録する").click();
                        assertThat(page.locator(".card-said")).containsText("青木 一郎さんのカード");
                        window.button("立会者にする").click();
                        assertThat(page.locator("#escort")).hasValue("青木 一郎");
                    }
                    lift();
                    try (var _ = pcscd.lay(0, AOKIS)) {
                        Until.holds(
                                "the sensor knows whose it is",
                                PATIENCE,
                                () -> station.facts().stream().anyMatch(DeskCardIT::isAokis));
                    }
                    assertThat(station.facts().toString()).doesNotContain(AOKIS);
                });
    }

    /// At 400 %, see [Look#ENLARGED].
    private static void nothingScrollsSideways(Window window) {
        Page page = window.page();
        page.setViewportSize(Look.ENLARGED.width(), Look.ENLARGED.height());
        window.picture("enlarged-desk-card");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(Look.ENLARGED.width());
        page.setViewportSize(Look.DARK.width(), Look.DARK.height());
    }

    private static boolean isAokis(Fact fact) {
        return fact instanceof CardPresented card
                && card.person() != null
                && card.person().value().equals("p-1");
    }

    private static void issueToBadge(Window window, String badge) {
        Page page = window.page();
        page.locator(".card-issue summary").click();
        page.locator(".card-issue input[value=badge]").check();
        page.fill("#card-badge", badge);
        window.button("カードを登録する").click();
    }

    private static void register(Window window, String name) {
        Page page = window.page();
        page.fill("#name", name);
        page.fill("#company", "東都システム保守");
        page.fill("#purpose", "定期点検");
        page.fill("#escort", "青木");
        page.locator("[role=option]").first().click();
        window.button("登録する").click();
        assertThat(page.locator("form p.done")).containsText("登録しました");
    }

    /// pcscd looks at its readers every 400 ms, and a hand that comes back within 700 ms was never
    /// away.
    private static void lift() {
        LockSupport.parkNanos(LIFTED.toNanos());
    }

    private static long count(StationAtWork station, Class<?> kind) {
        return station.facts().stream().filter(kind::isInstance).count();
    }

    private static List<String> registers(StationAtWork station) {
        return station.facts().stream()
                .filter(RegisterChanged.class::isInstance)
                .map(fact -> ((RegisterChanged) fact).type())
                .toList();
    }

    private static List<?> axe(Page page) {
        return new AxeBuilder(page).analyze().getViolations();
    }

    private void atTheDesk(Look look, Scene.Act act) throws Exception {
        var desks =
                new SmartcardConfig(
                        IntStream.range(0, Pcscd.READERS)
                                .mapToObj(number ->
                                        new SmartcardConfig.Desk(
                                                new SourceId("desk-" + number),
                                                number == 0 ? "正面受付" : "通用口",
                                                Pcscd.reader(number),
                                                false,
                                                null))
                                .toList());
        new Scene(data, look, List.of(desks)).signedIn("/desk", act);
    }
}
