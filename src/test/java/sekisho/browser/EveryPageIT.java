package sekisho.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/// What holds on every page alike.
class EveryPageIT {
    private static final List<String> PATHS =
            List.of("/", "/desk", "/permits", "/records", "/retention");

    /// WCAG 2.2 AA, which is JIS X 8341-3 and more, and what axe holds for good manners.
    private static final List<String> STANDARDS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @TempDir private Path data;

    @Test
    void axeFindsNothingByDay() throws Exception {
        axeFindsNothing(Look.LIGHT, "light");
    }

    @Test
    void axeFindsNothingAtNight() throws Exception {
        axeFindsNothing(Look.DARK, "dark");
    }

    @Test
    void nothingScrollsSidewaysAtFourHundredPercent() throws Exception {
        unknown(
                Look.ENLARGED,
                (window, station) -> {
                    Page page = window.page();
                    page.navigate("/");
                    assertThat(page.locator("#user")).isVisible();
                    assertThat(width(page)).isLessThanOrEqualTo(Look.ENLARGED.width());
                    window.signIn("/");
                    troubled(station, page);
                    for (String path : PATHS) {
                        window.follow(path);
                        window.picture("enlarged-" + name(path));
                        assertThat(width(page)).as(path).isLessThanOrEqualTo(Look.ENLARGED.width());
                    }
                });
    }

    @Test
    void saysThatTheSiteIsSimulated() throws Exception {
        unknown(
                Look.LIGHT,
                (window, station) -> {
                    window.page().navigate("/desk");
                    assertThat(window.page().locator("#user")).isVisible();
                    assertThat(window.page().locator(".demo")).containsText("模擬です");
                    window.signIn("/");
                    for (String path : PATHS) {
                        window.follow(path);
                        assertThat(window.page().locator(".demo")).containsText("実在の部屋ではありません");
                    }
                });
    }

    @Test
    void speaksEnglishWhenAskedAndRemembersIt() throws Exception {
        signedIn(
                Look.LIGHT,
                (window, station) -> {
                    Page page = window.page();
                    troubled(station, page);
                    assertThat(page.locator("html")).hasAttribute("lang", "ja");
                    window.button("English").click();

                    for (String path : PATHS) {
                        window.follow(path);
                        assertThat(page.locator("html")).hasAttribute("lang", "en");
                        assertThat(page.locator("nav")).containsText("Visitor desk");
                        window.picture("english-" + name(path));
                        assertThat(axe(page)).as(path).isEmpty();
                    }
                    page.reload();
                    assertThat(page.locator("nav")).containsText("Visitor desk");
                    assertThat(page.locator("html")).hasAttribute("lang", "en");
                });
    }

    @Test
    void asksWhoIsThereAndRefusesAWrongPassword() throws Exception {
        unknown(
                Look.LIGHT,
                (window, station) -> {
                    Page page = window.page();
                    page.navigate("/desk");
                    page.fill("#user", StationAtWork.USER);
                    page.fill("#password", "間違い");
                    page.keyboard().press("Enter");
                    assertThat(page.locator(".fault")).isVisible();
                    assertThat(page.locator("nav")).hasCount(0);
                    window.signIn("/desk");
                    window.button("サインアウト").click();
                    assertThat(page.locator("#user")).isVisible();
                });
    }

    private void axeFindsNothing(Look look, String theme) throws Exception {
        unknown(
                look,
                (window, station) -> {
                    Page page = window.page();
                    page.navigate("/");
                    assertThat(page.locator("#user")).isVisible();
                    window.picture(theme + "-sign-in");
                    assertThat(axe(page)).as("sign-in").isEmpty();
                    window.signIn("/");
                    troubled(station, page);
                    for (String path : PATHS) {
                        window.follow(path);
                        window.picture(theme + "-" + name(path));
                        assertThat(axe(page)).as(path).isEmpty();
                    }
                    window.follow("/desk");
                    window.button("登録する").click();
                    assertThat(page.locator(".fault-summary")).isVisible();
                    assertThat(axe(page)).as("a refused form").isEmpty();
                });
    }

    private void signedIn(Look look, Scene.Act act) throws Exception {
        new Scene(data, look).signedIn("/", act);
    }

    private void unknown(Look look, Scene.Act act) throws Exception {
        new Scene(data, look).unknown(act);
    }

    /// A board with somebody inside, a stick plugged in and alarms open.
    private static void troubled(StationAtWork station, Page page) throws Exception {
        station.aokiEnters();
        station.theRearDoorIsForced();
        station.aStickIsPluggedIn("4C530001230817115392");
        assertThat(page.locator("[data-rule=door-forced]")).isVisible();
        assertThat(page.locator("[data-rule=unauthorised-media]")).isVisible();
    }

    private static List<Rule> axe(Page page) {
        return new AxeBuilder(page).withTags(STANDARDS).analyze().getViolations();
    }

    private static int width(Page page) {
        return (int) page.evaluate("document.documentElement.scrollWidth");
    }

    private static String name(String path) {
        return path.equals("/") ? "board" : path.substring(1);
    }
}
