package sekisho.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class DeskIT {
    @TempDir private Path data;

    @Test
    void registersAVisitorAndSignsTheVisitorOut() throws Exception {
        atTheDesk((window, station) -> {
            Page page = window.page();
            page.fill("#name", "田中 太郎");
            page.fill("#company", "東都システム保守");
            page.fill("#purpose", "定期点検");
            page.fill("#escort", "青木");
            page.locator("[role=option]").first().click();
            page.selectOption("#zone", "room");
            page.fill("#badge", "12");
            page.fill("#carriedItems", "ノートPC、工具箱");
            window.button("2時間").click();
            window.button("登録する").click();

            Locator row = page.locator(".row");
            assertThat(row).containsText("田中 太郎");
            assertThat(row).containsText("立会者 青木 一郎");
            assertThat(row).containsText("ノートPC、工具箱");
            assertThat(page.locator("form p.done")).containsText("登録しました");
            window.picture("desk-registered");
            window.follow("/");
            Locator inside = page.locator("[data-zone=room] .people");
            assertThat(inside).containsText("田中 太郎");
            assertThat(inside).containsText("来訪者");

            window.follow("/desk");
            window.button("田中 太郎さんの退室を記録する").click();
            assertThat(page.locator("dialog")).containsText("入室証 12");
            window.picture("desk-leaving");
            page.locator("dialog .primary").click();

            assertThat(row).hasCount(0);
            assertThat(page.locator("visitors-inside p.done")).containsText("退室を記録しました");
            window.follow("/");
            assertThat(page.locator("[data-zone=room]")).containsText("無人");
        });
    }

    @Test
    void saysEveryFaultAtOnceAndLeadsToItsField() throws Exception {
        atTheDesk((window, station) -> {
            Page page = window.page();
            page.fill("#name", "田中 太郎");
            window.button("登録する").click();

            Locator summary = page.locator(".fault-summary");
            assertThat(summary).isFocused();
            assertThat(summary.locator("li")).hasCount(3);
            assertThat(page.locator("#escort")).hasAttribute("aria-invalid", "true");
            assertThat(page.locator("#escort-fault")).containsText("立会");
            assertThat(page.locator("#company-fault")).isVisible();
            assertThat(page.locator("#purpose-fault")).isVisible();
            assertThat(page.locator("#name-fault")).hasCount(0);
            window.picture("desk-faults");

            summary.locator("a[href='#escort']").click();
            assertThat(page.locator("#escort")).isFocused();
            assertThat(page.locator("#name")).hasValue("田中 太郎");
        });
    }

    @Test
    void needsNothingButTheKeyboard() throws Exception {
        atTheDesk((window, station) -> {
            Page page = window.page();
            Keyboard keys = page.keyboard();
            assertThat(page.locator("#name")).isFocused();
            keys.insertText("鈴木 次郎");
            keys.press("Tab");
            keys.insertText("関東空調");
            keys.press("Tab");
            keys.insertText("空調の点検");
            keys.press("Tab");
            keys.insertText("佐");
            keys.press("ArrowDown");
            keys.press("ArrowDown");
            keys.press("Enter");
            assertThat(page.locator("#escort")).hasValue("佐々木 健");
            keys.press("Control+Enter");

            assertThat(page.locator(".row")).containsText("鈴木 次郎");
            assertThat(page.locator("#name")).isFocused();
            assertThat(page.locator("#name")).hasValue("");

            Locator leave = window.button("鈴木 次郎さんの退室を記録する");
            tabTo(leave, keys);
            keys.press("Enter");
            assertThat(page.locator("dialog .primary")).isFocused();
            keys.press("Enter");
            assertThat(page.locator(".row")).hasCount(0);
        });
    }

    /// A page has far fewer stops than fifty.
    private static void tabTo(Locator wanted, Keyboard keys) {
        for (int stops = 0; stops < 50; stops++) {
            keys.press("Tab");
            if ((boolean) wanted.evaluate("element => element === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("the Tab key does not reach " + wanted);
    }

    private void atTheDesk(Scene.Act act) throws Exception {
        new Scene(data, Look.LIGHT).signedIn("/desk", act);
    }
}
