package sekisho.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sekisho.audit.SignedLog;
import sekisho.rig.Rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The page in an export, opened from its folder by a real browser: no station, no network.
class VerifyPageIT {
    private static final List<String> STANDARDS =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    @TempDir Path temp;

    private Path out;
    private String fingerprint;

    private interface Act {
        void play(Window window, Page page) throws Exception;
    }

    @BeforeEach
    void anExport() throws IOException {
        Rig.require("an export verified in a browser", "chromium", "node");
        out = temp.resolve("out");
        try (var log = SignedLog.of(temp.resolve("data"), 4, 90)) {
            assertThat(log.export(out, 1, 2).isSound()).isTrue();
            fingerprint = log.verifier().fingerprint();
        }
    }

    private void open(Look look, Act act) throws Exception {
        try (Chromium chromium = Chromium.start();
                Window window = chromium.window(look, "file://" + out + "/")) {
            window.page().navigate("file://" + out.resolve("verify.html"));
            act.play(window, window.page());
            assertThat(window.complaints()).isEmpty();
        }
    }

    private Locator verdict(Page page) {
        page.locator("#folder").setInputFiles(out);
        Locator verdict = page.locator(".verdict");
        assertThat(verdict).isVisible();
        return verdict;
    }

    @Test
    void aSoundExportIsSaidToBeSound() throws Exception {
        open(
                Look.LIGHT,
                (window, page) -> {
                    Locator verdict = verdict(page);
                    assertThat(verdict).hasAttribute("data-sound", "yes");
                    assertThat(verdict).containsText("署名されたときのままです");
                    assertThat(verdict).containsText(fingerprint);
                    assertThat(verdict).containsText("2026-11-17 から 2026-11-18 まで");
                    assertThat(verdict).containsText("抜けはありません");
                    page.fill("#fingerprint", fingerprint);
                    page.keyboard().press("Tab");
                    assertThat(verdict).containsText("入力された指紋と同じです");
                    page.fill("#fingerprint", "00" + fingerprint.substring(2));
                    page.keyboard().press("Tab");
                    assertThat(verdict).hasAttribute("data-sound", "no");
                    window.button("English").click();
                    assertThat(page.locator(".verdict")).containsText("Do not believe this copy");
                    assertThat(page.locator("html")).hasAttribute("lang", "en");
                });
    }

    @Test
    void aFlippedByteIsNamed() throws Exception {
        Path bundle = out.resolve("tile/entries/002");
        byte[] whole = Files.readAllBytes(bundle);
        byte[] changed = whole.clone();
        int at = 20_000;
        changed[at] ^= 1;
        Files.write(bundle, changed);
        long entry = 2 * 256 + entryAt(whole, at);
        open(
                Look.LIGHT,
                (_, page) -> {
                    Locator verdict = verdict(page);
                    assertThat(verdict).hasAttribute("data-sound", "no");
                    assertThat(verdict).containsText("最初におかしい記録: " + entry + " 番");
                    assertThat(verdict).containsText("書き換えられています");
                });
        Files.write(bundle, whole);
        Path checkpoint = out.resolve("checkpoint");
        String note = Files.readString(checkpoint);
        Files.writeString(checkpoint, note.replace("sekisho/test\n", "sekisho/tess\n"));
        open(Look.LIGHT, (_, page) -> assertThat(verdict(page)).containsText("署名されていません"));
        Files.writeString(checkpoint, note);
        Files.delete(bundle);
        open(Look.LIGHT, (_, page) -> assertThat(verdict(page)).containsText("最初におかしい記録: 513 番"));
    }

    private static long entryAt(byte[] bundle, int offset) {
        var frames = java.nio.ByteBuffer.wrap(bundle);
        for (long entry = 1; ; entry++) {
            frames.position(frames.position() + 2 + frames.getShort(frames.position()));
            if (offset < frames.position()) {
                return entry;
            }
        }
    }

    @Test
    void personalDataAreComparedWithWhatEntriesCommitTo() throws Exception {
        out = temp.resolve("people");
        try (var log = SignedLog.withVisitor(temp.resolve("visited"))) {
            assertThat(log.export(out, 0, 1).isSound()).isTrue();
        }
        open(
                Look.LIGHT,
                (window, page) -> {
                    Locator verdict = verdict(page);
                    assertThat(verdict).hasAttribute("data-sound", "yes");
                    assertThat(verdict).containsText("個人情報 3 件は、署名された約束");
                    assertThat(verdict).containsText("個人情報 1 件は消去済みです");
                    assertThat(verdict).containsText("このページで確かめていないこと");
                    window.picture("verify-people");
                });
        Path told = out.resolve("disclosures.ndjson");
        String line = Files.readString(told).strip();
        int disclosed = line.indexOf("[\"") + 2;
        String first = line.substring(disclosed, line.indexOf('"', disclosed));
        Files.writeString(told, line.replace("\"" + first + "\",", ""));
        open(
                Look.LIGHT,
                (window, page) -> {
                    assertThat(verdict(page)).containsText("消去の証明書もありません");
                    assertThat(page.locator(".verdict")).hasAttribute("data-sound", "no");
                    window.picture("verify-people-missing");
                });
        char other = first.charAt(20) == 'A' ? 'B' : 'A';
        String altered = first.substring(0, 20) + other + first.substring(21);
        Files.writeString(told, line.replace(first, altered));
        open(Look.LIGHT, (_, page) -> assertThat(verdict(page)).containsText("署名された約束と違います"));
    }

    @Test
    void itWorksByKeyboardAndGoesOnAnsweringWhileItWorks() throws Exception {
        out = temp.resolve("long");
        try (var log = SignedLog.of(temp.resolve("months"), 8, 700)) {
            assertThat(log.export(out, 1, 6).isSound()).isTrue();
        }
        open(
                Look.LIGHT,
                (window, page) -> {
                    page.evaluate(
                            """
                            () => {
                              window.shown = new Set();
                              const look = () => {
                                const line = document.querySelector('#working');
                                if (line) window.shown.add(line.textContent);
                                requestAnimationFrame(look);
                              };
                              requestAnimationFrame(look);
                            }\
                            """);
                    page.keyboard().press("Tab");
                    page.keyboard().press("Tab");
                    assertThat(page.locator("#folder")).isFocused();
                    page.locator("#folder").setInputFiles(out);
                    assertThat(page.locator("#working")).isVisible();
                    window.button("English").focus();
                    page.keyboard().press("Enter");
                    assertThat(page.locator(".verdict")).containsText("as they were signed");
                    assertThat((int) page.evaluate("window.shown.size"))
                            .as("different states of the progress that were drawn")
                            .isGreaterThan(2);
                    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
                    assertThat(page.locator(".drop")).isHidden();
                    assertThat(page.locator(".verdict")).isVisible();
                    window.picture("verify-print");
                });
    }

    @Test
    void axeFindsNothingAndNothingScrollsSideways() throws Exception {
        for (Look look : List.of(Look.LIGHT, Look.DARK, Look.ENLARGED)) {
            open(
                    look,
                    (window, page) -> {
                        assertThat(
                                        new AxeBuilder(page)
                                                .withTags(STANDARDS)
                                                .analyze()
                                                .getViolations())
                                .isEmpty();
                        verdict(page);
                        window.picture("verify-" + look.width() + look.scheme());
                        assertThat(
                                        new AxeBuilder(page)
                                                .withTags(STANDARDS)
                                                .analyze()
                                                .getViolations())
                                .isEmpty();
                        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                                .isLessThanOrEqualTo(look.width());
                    });
        }
    }

    @Test
    void aFolderThatIsNoExportIsSaidToBeNone() throws Exception {
        Path other = Files.createDirectories(temp.resolve("other"));
        Files.write(other.resolve("text"), "x".getBytes(StandardCharsets.UTF_8));
        open(
                Look.LIGHT,
                (_, page) -> {
                    page.locator("#folder").setInputFiles(other);
                    assertThat(page.locator(".verdict")).containsText("checkpoint がありません");
                });
    }
}
