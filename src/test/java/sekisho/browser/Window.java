package sekisho.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A window of the browser, and everything it complained about.
final class Window implements AutoCloseable {
    private static final Path PICTURES = Path.of("target", "screenshots");

    /// Chromium logs every 4xx and every broken connection: those are answers, no faults.
    private static final List<String> ANSWERS = List.of("Failed to load resource");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    Window(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onConsoleMessage(this::listen);
        page.onPageError(complaints::add);
    }

    Page page() {
        return page;
    }

    /// Signs in on the page at a path, and stays there.
    Window signIn(String path) {
        return signIn(path, StationAtWork.USER);
    }

    /// Likewise, as somebody else with the same password.
    Window signIn(String path, String user) {
        page.navigate(path);
        page.fill("#user", user);
        page.fill("#password", StationAtWork.PASSWORD);
        page.keyboard().press("Enter");
        page.waitForSelector("nav a[aria-current=page]");
        return this;
    }

    /// Goes to another page as people do: by its link.
    Window follow(String path) {
        page.click("nav a[href='" + path + "']");
        page.waitForSelector("nav a[href='" + path + "'][aria-current=page]");
        return this;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /// Keeps what the window shows as `target/screenshots/NAME.png`.
    void picture(String name) {
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setFullPage(true)
                        .setPath(PICTURES.resolve(name + ".png")));
    }

    /// What scripts and the content security policy complained about.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        context.close();
    }

    private void listen(ConsoleMessage message) {
        boolean bad = message.type().equals("error") || message.type().equals("warning");
        if (bad && ANSWERS.stream().noneMatch(message.text()::startsWith)) {
            complaints.add(message.text());
        }
    }
}
