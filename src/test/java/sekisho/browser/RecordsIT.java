package sekisho.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

class RecordsIT {
    private static final Pattern COUNT = Pattern.compile("([0-9,]+) 件あります。");

    @TempDir private Path data;

    @Test
    void takesAwayWhatTheCountPromised() throws Exception {
        signedIn(
                "/",
                (window, station) -> {
                    Page page = window.page();
                    station.aokiEnters();
                    station.theRearDoorIsForced();
                    assertThat(page.locator("[data-rule=door-forced]")).isVisible();
                    window.follow("/records");
                    page.selectOption("#zone", "room");
                    assertThat(page.locator(".preview")).hasText(COUNT);
                    window.picture("records");

                    Download download = page.waitForDownload(() -> page.click("a[download]"));
                    String csv = Files.readString(download.path());

                    assertThat(csv).startsWith("\uFEFF").endsWith("\r\n");
                    assertThat(csv.lines().count()).isEqualTo(counted(page) + 1);
                    assertThat(csv).contains("サーバ室", "正面扉", "青木 一郎");
                    assertThat(download.suggestedFilename()).endsWith(".csv");
                });
    }

    @Test
    void hasNothingToTakeFromAnEmptyZone() throws Exception {
        signedIn(
                "/records",
                (window, station) -> {
                    window.page().selectOption("#zone", "vault");
                    assertThat(window.page().locator(".preview")).hasText("この期間の記録はありません。");
                    assertThat(window.button("CSV をダウンロード")).isDisabled();
                });
    }

    @Test
    void saysWhenTheDaysAreTheWrongWayRound() throws Exception {
        signedIn(
                "/records",
                (window, station) -> {
                    window.page().fill("#until", "2020-01-01");
                    assertThat(window.page().locator("form .fault")).isVisible();
                    assertThat(window.button("CSV をダウンロード")).isDisabled();
                });
    }

    private void signedIn(String path, Scene.Act act) throws Exception {
        new Scene(data, Look.LIGHT).signedIn(path, act);
    }

    private static long counted(Page page) {
        var matcher = COUNT.matcher(page.locator(".preview").innerText());
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1).replace(",", ""));
    }
}
