package sekisho.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

class RetentionIT {
    private static final String NAME = "髙橋 一郎";

    @TempDir private Path data;

    @Test
    void twoPeopleEraseWhatIsDueAndTakeTheCertificateAway() throws Exception {
        new Scene(data, Look.LIGHT)
                .unknown((window, station) -> {
                    Page page = window.page();
                    station.anOldVisitIsTranscribed("V-OLD234", NAME);
                    window.signIn("/retention");
                    assertThat(page.locator("input[value=ledger]")).isEnabled();
                    assertThat(page.locator("input[value=read]")).isDisabled();
                    window.picture("retention-due");

                    page.locator("input[value=ledger]").focus();
                    page.keyboard().press("Space");
                    page.locator("#reason").focus();
                    page.keyboard().press("Enter");
                    assertThat(page.locator(".fault-summary")).containsText("理由を入力してください");
                    assertThat(page.locator(".fault-summary")).isFocused();
                    page.fill("#reason", "保存期間満了");
                    page.keyboard().press("Enter");
                    var request = page.locator("[data-request=E-1]");
                    assertThat(request).containsText("承認待ち");
                    assertThat(request).containsText("自分の申請は承認できません");
                    assertThat(window.button("E-1 を承認して消去する")).hasCount(0);
                    window.picture("retention-requested");
                    window.button("サインアウト").click();

                    window.signIn("/retention", StationAtWork.SECOND);
                    window.button("E-1 を承認して消去する").click();
                    window.picture("retention-approve");
                    page.keyboard().press("Enter");
                    assertThat(request).containsText("消去済み");
                    assertThat(request).containsText("承認 " + StationAtWork.SECOND);
                    assertThat(page.locator("input[value=ledger]")).isDisabled();
                    window.picture("retention-done");

                    Download download =
                            page.waitForDownload(() -> request.locator("a[download]").click());
                    assertThat(Files.readString(download.path()))
                            .contains("個人データ消去証明書", "保存期間満了", "visit:V-OLD234")
                            .contains(StationAtWork.USER, StationAtWork.SECOND)
                            .doesNotContain(NAME);
                    assertThat(download.suggestedFilename())
                            .isEqualTo("sekisho-certificate-E-1.txt");

                    window.follow("/");
                    assertThat(page.locator("main")).containsText("個人データを消去しました");
                    assertThat(page.locator("main")).containsText("消去済み");
                    assertThat(page.locator("main")).not().containsText(NAME);
                });
    }

    @Test
    void aHoldKeepsWhatIsDueUntilItIsReleasedWithAReason() throws Exception {
        new Scene(data, Look.LIGHT)
                .signedIn(
                        "/retention",
                        (window, station) -> {
                            Page page = window.page();
                            station.anOldVisitIsTranscribed("V-OLD234", NAME);
                            page.click(".more summary");
                            page.fill("#held", "visit:V-OLD234");
                            page.fill("#hold-reason", "調査中");
                            page.keyboard().press("Enter");
                            var hold = page.locator("[data-hold]");
                            assertThat(hold).containsText("visit:V-OLD234");
                            assertThat(page.locator("input[value=ledger]")).isDisabled();
                            window.picture("retention-held");

                            page.fill("#named", NAME);
                            page.fill("#reason", "本人の請求");
                            page.keyboard().press("Enter");
                            assertThat(page.locator(".fault-summary")).containsText("保全中です");

                            hold.locator("button").click();
                            assertThat(page.locator("dialog[open] input")).isFocused();
                            page.keyboard().type("調査終了");
                            page.keyboard().press("Enter");
                            assertThat(page.locator("[data-hold]")).hasCount(0);
                            assertThat(page.locator("input[value=ledger]")).isEnabled();
                        });
    }
}
