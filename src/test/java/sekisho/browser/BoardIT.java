package sekisho.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static java.util.regex.Pattern.compile;

import com.microsoft.playwright.Locator;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class BoardIT {
    private static final String FORCED = "li.alarm[data-rule=door-forced]";

    @TempDir private Path data;

    @Test
    void showsWhoIsInsideAsSoonAsTheCardIsRead() throws Exception {
        onTheBoard((window, station) -> {
            Locator room = window.page().locator("[data-zone=room]");
            assertThat(room).containsText("無人");

            station.aokiEnters();

            assertThat(room).containsText("在室 1 名");
            assertThat(room.locator(".people")).containsText("青木 一郎");
            assertThat(window.page().locator(".facts ol")).containsText("青木 一郎");
        });
    }

    @Test
    void showsAnAlarmWithItsReasonAndSaysItToThoseWhoListen() throws Exception {
        onTheBoard((window, station) -> {
            assertThat(window.page().locator(".alarms")).containsText("対応が必要な警報はありません");

            station.theRearDoorIsForced();

            Locator alarm = window.page().locator(FORCED).first();
            assertThat(alarm.locator("h3")).not().isEmpty();
            assertThat(alarm.locator("p")).containsText("搬入口");
            assertThat(window.page().locator("[role=status].spoken")).containsText("新しい警報");
            assertThat(window.page()).hasTitle(compile("^\\([1-9]\\) "));
            window.picture("board-alarm");
        });
    }

    @Test
    void oneKeyAcknowledgesTheTopmostAlarm() throws Exception {
        onTheBoard((window, station) -> {
            station.theRearDoorIsForced();
            assertThat(window.page().locator(FORCED)).hasCount(1);

            window.page().keyboard().press("a");

            assertThat(window.page().locator(FORCED)).hasCount(0);
            window.page().click("details summary");
            assertThat(window.page().locator(".acknowledged"))
                    .containsText("確認済み(" + StationAtWork.USER + ")");
        });
    }

    @Test
    void theKeyDoesNothingOnceItIsSwitchedOff() throws Exception {
        onTheBoard((window, station) -> {
            station.theRearDoorIsForced();
            assertThat(window.page().locator(FORCED + " kbd")).hasText("A");
            window.page().getByText("A キーで").click();
            assertThat(window.page().locator(FORCED + " kbd")).hasCount(0);

            window.page().keyboard().press("a");
            station.aokiEnters();

            assertThat(window.page().locator(".people")).containsText("青木 一郎");
            assertThat(window.page().locator(FORCED)).hasCount(1);
        });
    }

    @Test
    void leadsFromUnpermittedMediaToAPermitForIt() throws Exception {
        onTheBoard((window, station) -> {
            station.aStickIsPluggedIn("4C5300");
            Locator media = window.page().locator("[data-machine=tax-1] .media");
            assertThat(media).containsText("許可なし");

            window.page().getByText("この媒体を許可する").click();

            assertThat(window.page().locator("#media")).hasValue("0781:5581:4C5300");
            assertThat(window.page().locator("#machine")).hasValue("tax-1");
            window.button("許可する").click();
            assertThat(window.page().locator(".rows")).containsText("有効");
            window.picture("permits");
        });
    }

    @Test
    void isStaleWhileTheStationIsAwayAndCatchesUpByItself() throws Exception {
        onTheBoard((window, station) -> {
            station.aokiEnters();
            assertThat(window.page().locator(".people")).containsText("青木 一郎");
            window.page().evaluate("window.neverReloaded = true");
            Locator stale = window.page().locator(".stale");
            assertThat(stale).hasCount(0);

            station.stop();

            assertThat(stale).hasText(compile("古い情報です — 最終更新 \\d\\d:\\d\\d:\\d\\d"));
            assertThat(window.page()).hasTitle(compile("^【古い情報】"));
            assertThat(window.page().locator(".people")).containsText("青木 一郎");
            window.picture("board-stale");

            station.startAgain();
            station.theRearDoorIsForced();

            assertThat(window.page().locator(FORCED)).hasCount(1);
            assertThat(stale).hasCount(0);
            assertThat(window.page().locator(".people")).containsText("青木 一郎");
            Assertions.assertThat(window.page().evaluate("window.neverReloaded")).isEqualTo(true);
        });
    }

    private void onTheBoard(Scene.Act act) throws Exception {
        new Scene(data, Look.LIGHT).signedIn("/", act);
    }
}
