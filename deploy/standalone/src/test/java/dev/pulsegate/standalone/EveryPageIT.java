package dev.pulsegate.standalone;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.worker.handler.EchoHandler;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Every page: in each language, for everybody, at both sizes. */
@TestInstance(Lifecycle.PER_CLASS)
class EveryPageIT {

    private TestBrowser browser;
    private StandaloneProcess pulsegate;
    private AppVisitor visitor;
    private TestWorker worker;
    private List<String> pages;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        browser = TestBrowser.start();
        pulsegate = StandaloneProcess.up(SetUpFolder.at(data));
        visitor = new AppVisitor(browser, pulsegate.address());
        var served = visitor.makeSpace(Map.of(
                        "name",
                        "served",
                        "description",
                        "為每一次心跳命名。",
                        "inputs",
                        List.of("prompt", "audio", "video", "file")))
                .get("id")
                .textValue();
        var unserved = visitor.makeSpace(Map.of("name", "unserved", "worker_access", "KEY"))
                .get("id")
                .textValue();
        worker = TestWorker.start(pulsegate.address(), "served", new EchoHandler());
        pages = List.of(
                "/spaces",
                "/spaces/" + served,
                "/spaces/" + unserved,
                "/requests",
                "/requests/" + request(served),
                "/requests/" + request(unserved),
                "/account",
                "/manage",
                "/manage/spaces",
                "/manage/spaces/new",
                "/manage/spaces/" + served,
                "/manage/workers",
                "/manage/queue",
                "/manage/keys",
                "/manage/accounts",
                "/manage/audit");
    }

    private String request(String space) throws Exception {
        try (var window = visitor.signedIn()) {
            AppVisitor.post(window, "/api/auth/keys", Map.of("name", "lab", "kind", "WORKER", "spaces", List.of("*")));
            var answer = AppVisitor.post(
                    window, "/api/spaces/" + space + "/requests", Map.of("prompt", "What was that second wave?"));
            assertThat(answer.status()).as(answer.text()).isIn(200, 202);
            return answer.text().replaceAll("(?s)^.*?\"id\":\"([^\"]+)\".*$", "$1");
        }
    }

    @AfterAll
    void stop() throws Exception {
        if (worker != null) {
            worker.close();
        }
        if (pulsegate != null) {
            pulsegate.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"375, 812, DARK", "1920, 1080, LIGHT"})
    void fitsAndIsAccessible(int width, int height, ColorScheme colours) {
        try (var window = visitor.window(width, height, "en-US", colours)) {
            visitor.signIn(window, "admin", "admin123");
            var softly = new SoftAssertions();
            var page = window.tab("/account");
            for (var path : pages) {
                open(page, path);
                check(softly, page);
            }
            open(page, "/manage/keys");
            page.locator("access-keys button").first().click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            check(softly, page);
            softly.assertAll();
        }
    }

    @ParameterizedTest
    @CsvSource({"en-US, false", "zh-TW, true", "zh-CN, true"})
    void speaksEachLanguageThroughout(String locale, boolean chinese) {
        try (var window = visitor.window(1280, 900, locale, ColorScheme.LIGHT)) {
            visitor.signIn(window, "admin", "admin123");
            var softly = new SoftAssertions();
            var page = window.tab("/account");
            for (var path : pages) {
                open(page, path);
                var text = page.locator("body").innerText();
                softly.assertThat(text).as(path).doesNotContain("undefined", "NaN", "[object", "=>", "${");
                if (chinese) {
                    // Whole sentences of English would be ones that were forgotten.
                    softly.assertThat(text)
                            .as(path)
                            .doesNotContainPattern("\\b[A-Z][a-z]+ [a-z]+ [a-z]+ [a-z]+\\b(?<!What was that second)");
                    softly.assertThat(page.title()).as(path).containsPattern("\\p{IsHan}");
                }
            }
            softly.assertAll();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, en, Sign in, Monitor",
        "zh-TW, zh-Hant, 登入, 監測",
        "zh-CN, zh-Hans, 登录, 监测",
        "fr-FR, en, Sign in, Monitor"
    })
    void speaksTheBrowsersLanguage(String locale, String language, String signIn, String monitor) {
        try (var window = visitor.window(375, 812, locale, ColorScheme.LIGHT)) {
            var page = window.tab("/");
            assertThat(page.locator("h1")).hasText(signIn);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            visitor.signIn(window, "admin", "admin123");
            page.reload();
            assertThat(page.locator(".app-navigation a").first()).hasText(monitor);
        }
    }

    @Test
    void aLanguageAndColoursChosenAreRemembered() {
        try (var window = visitor.window(1280, 800)) {
            var page = window.tab("/signin");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Language and colours"))
                    .click();
            page.getByText("简体中文").click();
            page.getByText("深色").click();
            assertThat(page.locator("h1")).hasText("登录");

            page.reload();
            assertThat(page.locator("h1")).hasText("登录");
            assertThat(page.evaluate("getComputedStyle(document.documentElement).colorScheme"))
                    .isEqualTo("dark");
        }
    }

    @ParameterizedTest
    @CsvSource({"375, 812, LIGHT", "375, 812, DARK", "1920, 1080, LIGHT", "1920, 1080, DARK"})
    void signingInAndTheMonitorFitAndAreAccessible(int width, int height, ColorScheme colours) {
        try (var window = visitor.window(width, height, "en-US", colours)) {
            var softly = new SoftAssertions();
            var page = window.tab("/signin");
            assertThat(page.locator("h1")).isVisible();
            check(softly, page);
            page.navigate("/signup");
            assertThat(page.locator("h1")).isVisible();
            check(softly, page);

            visitor.signIn(window, "admin", "admin123");
            page.navigate("/monitor");
            assertThat(page.locator("[data-state=live]")).isVisible();
            check(softly, page);
            if (width > 1000) {
                assertThat((Boolean) page.evaluate("document.documentElement.scrollHeight <= innerHeight"))
                        .as("the monitor fills the window and no more")
                        .isTrue();
                assertThat(page.locator("ecg-paper").boundingBox().width).isGreaterThan(1200);
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New stream"))
                        .click();
            } else {
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Streams"))
                        .click();
            }
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            check(softly, page);
            page.keyboard().press("Escape");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Alarms"))
                    .click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            check(softly, page);
            softly.assertAll();
        }
    }

    /** Opens it within the page, as links do, and waits until it has what it shows. */
    private static void open(Page page, String path) {
        page.navigate(path);
        assertThat(page.locator("main h1").first()).isVisible();
        assertThat(page.locator(".loading")).hasCount(0);
        page.waitForLoadState(LoadState.LOAD);
    }

    private static void check(SoftAssertions softly, Page page) {
        softly.assertThat(((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue())
                .as("%s is wider than the window by", page.url())
                .isLessThanOrEqualTo(0);
        var violations = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze()
                .getViolations();
        softly.assertThat(violations)
                .as(page.url())
                .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .extracting(Rule::getId, rule -> rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }
}
