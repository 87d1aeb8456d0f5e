package dev.pulsegate.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The machine's Chromium, without a window. Named by {@code -Dbrowser.executable} or the environment's
 * {@code BROWSER_EXECUTABLE}, else looked for where distributions put it. What it complains of is collected: a violation of
 * the page's content policy, or an error nobody caught, fails the test that closes its window.
 */
final class TestBrowser implements AutoCloseable {

    private static final double TIMEOUT_MILLIS = 60_000;

    private static final List<String> USUAL_PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

    private static final List<String> OPTIONS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private TestBrowser(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it, or has the tests skipped where there is none. {@code -Dbrowser.required} has them fail instead. */
    static TestBrowser start() {
        var executable = executable();
        if (!Boolean.getBoolean("browser.required")) {
            assumeTrue(
                    executable.isPresent(),
                    "No Chromium was found, so the browser app is not tested here. Install one (apt install chromium),"
                            + " or name it by -Dbrowser.executable=PATH.");
        }
        // A page is waited for as long as anything else: the machine may be slow, or busy.
        PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MILLIS);
        var playwright = Playwright.create();
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable.orElseThrow())
                        .setArgs(OPTIONS));
        return new TestBrowser(playwright, browser);
    }

    private static Optional<Path> executable() {
        var named = Stream.of(System.getProperty("browser.executable"), System.getenv("BROWSER_EXECUTABLE"))
                .filter(name -> name != null && !name.isBlank());
        return Stream.concat(named, USUAL_PLACES.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A window of a person of their own: no cookies, nothing remembered. */
    Window open(String baseUrl, int width, int height, String locale, ColorScheme colours) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setBaseURL(baseUrl)
                .setViewportSize(width, height)
                .setLocale(locale)
                .setColorScheme(colours)
                .setAcceptDownloads(true));
        context.setDefaultTimeout(TIMEOUT_MILLIS);
        context.setDefaultNavigationTimeout(TIMEOUT_MILLIS);
        return new Window(context);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** One person's browser, with any number of tabs. */
    static final class Window implements AutoCloseable {

        private final BrowserContext context;
        private final List<String> complaints = new CopyOnWriteArrayList<>();

        private Window(BrowserContext context) {
            this.context = context;
            context.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    complaints.add(message.text());
                }
            });
            context.onWebError(error -> complaints.add(error.error()));
        }

        BrowserContext context() {
            return context;
        }

        Page tab(String path) {
            var page = context.newPage();
            page.navigate(path);
            return page;
        }

        @Override
        public void close() {
            context.close();
            assertThat(complaints)
                    .as("violations of the content policy, and errors in the page")
                    .isEmpty();
        }
    }
}
