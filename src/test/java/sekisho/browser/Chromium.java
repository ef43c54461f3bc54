package sekisho.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;

import sekisho.rig.Rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The system's own Chromium, without a window of its own on the screen.
final class Chromium implements AutoCloseable {
    private static final Path DRIVER = Path.of("target", "playwright-driver").toAbsolutePath();
    private static final Path PACKAGE =
            Path.of("dashboards", "web", "node_modules", "playwright-core").toAbsolutePath();

    /// It runs as whoever runs the tests, also as root, and calls nobody but the station.
    private static final List<String> ARGUMENTS =
            List.of(
                    "--no-sandbox",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--disable-dev-shm-usage");

    private static final double PATIENCE_MS = 60_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /// Starts it. What a test waits for may take long where others use the machine, too.
    static Chromium start() throws IOException {
        arrangeDriver();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(Path.of(Rig.program("chromium")))
                                        .setArgs(ARGUMENTS));
        return new Chromium(playwright, browser);
    }

    /// Opens a window on a station, as somebody who has never been there.
    Window window(Look look, String address) {
        return new Window(
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setBaseURL(address)
                                .setLocale("ja-JP")
                                .setTimezoneId("America/Lima")
                                .setAcceptDownloads(true)
                                .setColorScheme(look.scheme())
                                .setViewportSize(look.width(), look.height())));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /// Playwright for Java looks for a folder with its package and a node beside it.
    private static void arrangeDriver() throws IOException {
        if (!Files.isDirectory(PACKAGE)) {
            throw new IllegalStateException(PACKAGE + " is missing: build without -Dweb.skip");
        }
        Files.createDirectories(DRIVER);
        link(DRIVER.resolve("package"), PACKAGE);
        link(DRIVER.resolve("node"), Path.of(Rig.program("node")));
        System.setProperty("playwright.cli.dir", DRIVER.toString());
    }

    private static void link(Path name, Path target) throws IOException {
        Files.deleteIfExists(name);
        Files.createSymbolicLink(name, target);
    }
}
