package dev.pulsegate.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.IntStream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.standalone.TestBrowser.Window;
import dev.pulsegate.testkit.wait.Eventually;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The browser app on the one process, in a real browser, as people use it. */
@TestInstance(Lifecycle.PER_CLASS)
class BrowserAppIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PASSWORD = "four words make one";
    private static final double PIXELS_PER_MM = 96 / 25.4;
    private static final double PIXELS_PER_SECOND = 25 * PIXELS_PER_MM;
    private static final double PIXELS_PER_MILLIVOLT = 10 * PIXELS_PER_MM;

    private TestBrowser browser;
    private StandaloneProcess pulsegate;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        browser = TestBrowser.start();
        var recordings = Files.createDirectories(data.resolve("recordings"));
        Files.writeString(
                recordings.resolve("odd.hea"), "odd 1 250 5000 10:00:00 2006\nodd.dat 16 200/mV 16.0 0 0 0 0 II\n");
        Files.write(recordings.resolve("odd.dat"), new byte[1000]);
        Files.writeString(recordings.resolve("seg.hea"), "seg/2 1 250 1000\nodd 500\nodd 500\n");
        pulsegate = StandaloneProcess.up(SetUpFolder.at(data));
    }

    @AfterAll
    void stop() throws Exception {
        if (pulsegate != null) {
            pulsegate.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void fromSigningUpToAnEcgWithItsHeartRate() {
        try (var window = window(1280, 800)) {
            var page = window.tab("/");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Create an account"))
                    .click();
            page.getByLabel("Name").fill("zoe-" + UUID.randomUUID());
            page.getByLabel("Password").fill("short");
            page.getByLabel("Password").press("Enter");
            assertThat(page.locator("sign-up-page")).isVisible();

            page.getByLabel("Password").fill(PASSWORD);
            page.getByLabel("Password").press("Enter");

            awaitLive(page);
            assertThat(heartRate(page)).isBetween(65, 80);
            assertThat(inkedPixels(page)).isGreaterThan(500);
        }
    }

    @Test
    void aWrongPasswordIsSaidPlainlyAndATakenNameToo() {
        try (var window = window(1280, 800)) {
            var page = window.tab("/signin");
            page.getByLabel("Name").fill("admin");
            page.getByLabel("Password").fill("not the password");
            page.getByLabel("Password").press("Enter");
            assertThat(page.locator(".complaint")).containsText("There is no such name and password.");

            page.navigate("/signup");
            page.getByLabel("Name").fill("ADMIN");
            page.getByLabel("Password").fill(PASSWORD);
            page.getByLabel("Password").press("Enter");
            assertThat(page.locator(".complaint")).containsText("This name is taken.");
        }
    }

    @Test
    void theRPeakStandsWherePaperScaleSays() throws Exception {
        try (var window = signedIn(1200, 900)) {
            var page = watchNew(
                    window,
                    Map.of(
                            "heart_rate_bpm", 60,
                            "heart_rate_sd_bpm", 0,
                            "leads", List.of("II", "V1"),
                            "baseline_millivolts", 0));
            awaitDrawn(page, (int) (4 * PIXELS_PER_SECOND));
            page.locator(".freeze").click();
            var signal = Signal.of(csv(page));
            var peaks = signal.rPeaks();
            assertThat(peaks).hasSizeGreaterThan(2);

            var tops = topmostPixels(page, 15);
            var width = tops.size();
            for (var peak : peaks) {
                var x = width - (signal.lastSecond() - signal.second(peak)) * PIXELS_PER_SECOND;
                if (x < 120 || x > width - 20) {
                    continue;
                }
                var from = (int) x - 10;
                int top = Collections.min(tops.subList(from, from + 20));
                // The line is wider than a pixel: its tip is in the middle of the columns that reach highest.
                var tip = IntStream.range(from, from + 20)
                        .filter(column -> tops.get(column) == top)
                        .average()
                        .orElseThrow();
                assertThat(tip + 0.5).as("column of the R peak").isCloseTo(x, within(1.0));

                // 0.4 s before the R peak, between T and P, the line is level.
                var before = peak - (int) (0.4 * signal.hertz());
                var level = tops.get((int) (x - 0.4 * PIXELS_PER_SECOND));
                assertThat((double) level - top)
                        .as("height of the R peak")
                        .isCloseTo(
                                (signal.millivolts(peak) - signal.millivolts(before)) * PIXELS_PER_MILLIVOLT,
                                within(1.5));
            }
        }
    }

    @Test
    void frozenTheSignalStandsStillCanBeGoneBackInAndMeasured() {
        try (var window = signedIn(1600, 900)) {
            var page = window.tab("/monitor?stream=mitdb_119_excerpt");
            awaitLive(page);
            awaitDrawn(page, 800);
            page.locator(".freeze").click();
            assertThat(page.locator("[data-state=frozen]")).isVisible();
            awaitFrames(page, 12);
            var frozen = topmostPixels(page, 15);
            awaitFrames(page, 36);
            assertThat(topmostPixels(page, 15)).isEqualTo(frozen);

            page.locator("#history").press("ArrowLeft");
            assertThat(page.locator(".history-text")).containsText("0.2 s back");
            awaitFrames(page, 12);
            var shift = (int) Math.round(0.2 * PIXELS_PER_SECOND);
            var back = topmostPixels(page, 15);
            assertThat(back.subList(400 + shift, 700 + shift)).isNotEqualTo(frozen.subList(400 + shift, 700 + shift));
            var moved = 0;
            for (int column = 400; column < 700; column++) {
                moved += Math.abs(back.get(column + shift) - frozen.get(column)) <= 3 ? 1 : 0;
            }
            assertThat(moved).as("columns that moved along").isGreaterThan(250);

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Calipers"))
                    .click();
            var paper = page.locator("ecg-paper").boundingBox();
            page.mouse().move(paper.x + 300, paper.y + 200);
            page.mouse().down();
            page.mouse().move(paper.x + 300 + 100, paper.y + 200 - 76);
            page.mouse().up();
            assertThat(page.locator(".calipers-readout")).containsText("1,058 ms · 57 bpm · 2.01 mV");
            page.locator(".calipers-point").nth(1).press("ArrowRight");
            assertThat(page.locator(".calipers-readout")).containsText("1,069 ms");

            page.locator(".freeze").click();
            assertThat(page.locator("[data-state=live]")).isVisible();
        }
    }

    @Test
    void aStreamIsMadeWithAFormAndItsHeartRateChangedUntilTheAlarmTells() {
        try (var window = signedIn(1280, 800)) {
            var page = window.tab("/monitor");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("New stream"))
                    .first()
                    .click();
            page.getByLabel("Title").fill("Ward 3");
            page.locator("#heart-rate").fill("75");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Make and watch"))
                    .click();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Ward 3")))
                    .isVisible();
            awaitLive(page);
            assertThat(page.locator(".alarm-banner")).isHidden();

            page.getByLabel("Heart rate of this stream").fill("150");
            assertThat(page.locator("[data-alarm=tachycardia]")).isVisible();
            assertThat(page.locator("[data-alarm=tachycardia]")).containsText("Not a medical device");

            page.getByLabel("Heart rate of this stream").fill("35");
            assertThat(page.locator("[data-alarm=bradycardia]")).isVisible();

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Delete stream"))
                    .click();
            page.getByRole(AriaRole.DIALOG).locator(".danger").click();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Synthetic ECG")))
                    .isVisible();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, Read with 3 remarks, 1 recording could not be read",
        "zh-TW, 讀取時有 3 則備註, 有 1 筆記錄無法讀取",
        "zh-CN, 读取时有 3 条备注, 有 1 份记录无法读取"
    })
    void odditiesOfRecordingsAreRemarkedOnAndThoseRefusedAreNamedWithTheReason(
            String locale, String remarks, String refused) {
        try (var window = window(1280, 800, locale, ColorScheme.LIGHT)) {
            signIn(window);
            var page = window.tab("/monitor?stream=odd");
            page.getByText(remarks).first().click();
            assertThat(page.locator(".stream-remarks[open] li").nth(2))
                    .hasText("odd.dat ends after 500 of the header's 5000 samples a signal");
            page.getByText(refused).first().click();
            assertThat(page.locator(".refused[open] li").first())
                    .hasText("seg.hea: line 1: records of several segments are not supported");
            assertThat(page.locator("[data-state=live]")).isVisible();
        }
    }

    @Test
    void aLostConnectionIsSaidAndMadeAgainWithTheGapMarked() {
        try (var window = signedIn(1280, 800)) {
            var routes = new LinkedBlockingDeque<WebSocketRoute>();
            window.context().routeWebSocket("**/ws/ecg/stream*", route -> {
                route.connectToServer();
                routes.add(route);
            });
            var page = window.tab("/monitor?stream=demo");
            awaitLive(page);

            routes.removeFirst().close(new WebSocketRoute.CloseOptions().setCode(1001));

            assertThat(page.locator(".notice")).containsText("Connected again.");
            assertThat(page.locator("[data-state=live]")).isVisible();
            assertThat(routes).hasSize(1);
            assertThat(page.locator("[data-reading=quality]")).not().hasText("100");
        }
    }

    @Test
    void aRevokedSessionLeadsToTheSignInPageAndBackToWhereOneWas() throws Exception {
        try (var window = window(1280, 800);
                var elsewhere = window(1280, 800)) {
            var name = "rev-" + UUID.randomUUID();
            assertThat(post(window, "/api/auth/register", Map.of("name", name, "password", PASSWORD))
                            .status())
                    .isEqualTo(201);
            var page = window.tab("/monitor?stream=mitdb_119_excerpt");
            awaitLive(page);

            post(elsewhere, "/api/auth/login", Map.of("name", name, "password", PASSWORD));
            var sessions = JSON.readTree(
                    elsewhere.context().request().get("/api/auth/sessions").text());
            for (var session : sessions.get("items")) {
                if (!session.get("current").booleanValue()) {
                    elsewhere
                            .context()
                            .request()
                            .delete("/api/auth/sessions/" + session.get("id").textValue());
                }
            }

            assertThat(page.locator(".note")).containsText("Your session has ended.");
            page.getByLabel("Name").fill(name);
            page.getByLabel("Password").fill(PASSWORD);
            page.getByLabel("Password").press("Enter");
            awaitLive(page);
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("mitdb_119_excerpt")))
                    .isVisible();
        }
    }

    @Test
    void signingOutInOneTabSignsTheOtherOut() {
        try (var window = signedIn(1280, 800)) {
            var first = window.tab("/monitor");
            var second = window.tab("/monitor");
            awaitLive(first);
            awaitLive(second);

            signOut(second);

            assertThat(second.locator(".note")).containsText("You have signed out.");
            assertThat(first.locator(".note")).containsText("You signed out in another tab.");
        }
    }

    @Test
    void whySigningOutEndedTheSessionIsToldAlsoWhereSocketsCloseFirst() {
        try (var window = signedIn(1280, 800)) {
            var first = window.tab("/monitor");
            var second = window.tab("/monitor");
            awaitLive(first);
            awaitLive(second);
            var ended = "Your session has ended";
            second.route("**/api/auth/logout", route -> {
                var answer = route.fetch();
                assertThat(first.locator(".note")).containsText(ended);
                assertThat(second.locator(".note")).containsText(ended);
                route.fulfill(new Route.FulfillOptions().setResponse(answer));
            });

            signOut(second);

            assertThat(second.locator(".note")).containsText("You have signed out.");
            assertThat(first.locator(".note")).containsText("You signed out in another tab.");
        }
    }

    private static void signOut(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Account of admin"))
                .click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, en, Sign in, Monitor",
        "zh-TW, zh-Hant, 登入, 監測",
        "zh-CN, zh-Hans, 登录, 监测",
        "fr-FR, en, Sign in, Monitor"
    })
    void speaksTheBrowsersLanguage(String locale, String language, String signIn, String monitor) {
        try (var window = window(375, 812, locale, ColorScheme.LIGHT)) {
            var page = window.tab("/");
            assertThat(page.locator("h1")).hasText(signIn);
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            signIn(window);
            page.reload();
            assertThat(page.locator(".app-navigation a").first()).hasText(monitor);
        }
    }

    @Test
    void aLanguageAndColoursChosenAreRemembered() {
        try (var window = window(1280, 800)) {
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
    void everyPageFitsAndIsAccessible(int width, int height, ColorScheme colours) {
        try (var window = window(width, height, "en-US", colours)) {
            var page = window.tab("/signin");
            assertThat(page.locator("h1")).isVisible();
            check(page);
            page.navigate("/signup");
            assertThat(page.locator("h1")).isVisible();
            check(page);

            signIn(window);
            page.navigate("/monitor");
            assertThat(page.locator("[data-state=live]")).isVisible();
            check(page);
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
            check(page);
            page.keyboard().press("Escape");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Alarms"))
                    .click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            check(page);
        }
    }

    private static void check(Page page) {
        assertThat(((Number) page.evaluate("document.documentElement.scrollWidth - innerWidth")).intValue())
                .as("%s is wider than the window by", page.url())
                .isLessThanOrEqualTo(0);
        var violations = new AxeBuilder(page)
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze()
                .getViolations();
        assertThat(violations)
                .as(page.url())
                .filteredOn(rule -> List.of("serious", "critical").contains(rule.getImpact()))
                .extracting(Rule::getId, rule -> rule.getNodes().getFirst().getHtml())
                .isEmpty();
    }

    private Window window(int width, int height) {
        return window(width, height, "en-US", ColorScheme.LIGHT);
    }

    private Window window(int width, int height, String locale, ColorScheme colours) {
        return browser.open(pulsegate.address().toString(), width, height, locale, colours);
    }

    private Window signedIn(int width, int height) {
        var window = window(width, height);
        signIn(window);
        return window;
    }

    private static void signIn(Window window) {
        assertThat(post(window, "/api/auth/login", Map.of("name", "admin", "password", "admin123"))
                        .status())
                .isEqualTo(200);
    }

    private static APIResponse post(Window window, String path, Object body) {
        return window.context()
                .request()
                .post(
                        path,
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setData(body));
    }

    /** Makes a stream and opens the monitor on it. */
    private static Page watchNew(Window window, Map<String, Object> stream) throws Exception {
        var made = JSON.readTree(post(window, "/api/ecg/streams", stream).text());
        var page = window.tab("/monitor?stream=" + made.get("id").textValue());
        awaitLive(page);
        return page;
    }

    /** Frames come, and beats have been found in them. */
    private static void awaitLive(Page page) {
        assertThat(page.locator("[data-state=live]")).isVisible();
        assertThat(page.locator("[data-reading=rate]")).not().hasText("–");
    }

    /** The signal is drawn in so many columns. */
    private static void awaitDrawn(Page page, int columns) {
        Eventually.holds(Duration.ofSeconds(60), () -> {
            var tops = topmostPixels(page, 15);
            int nothing = Collections.max(tops);
            assertThat(tops.stream().filter(top -> top < nothing)).hasSizeGreaterThan(columns);
        });
    }

    /** The browser has drawn so many frames since. */
    private static void awaitFrames(Page page, int frames) {
        page.evaluate("""
                frames => new Promise(done => {
                  const drawn = () => frames-- > 0 ? requestAnimationFrame(drawn) : done();
                  drawn();
                })""", frames);
    }

    private static int heartRate(Page page) {
        return Integer.parseInt(page.locator("[data-reading=rate]").textContent());
    }

    private static String csv(Page page) throws Exception {
        var download = page.waitForDownload(
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save what is seen as CSV"))
                        .click());
        try (var content = download.createReadStream()) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    private static int inkedPixels(Page page) {
        return ((Number) page.locator(".paper-traces").evaluate("""
                canvas => {
                  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                  let inked = 0;
                  for (let i = 3; i < data.length; i += 4) inked += data[i] > 100 ? 1 : 0;
                  return inked;
                }""")).intValue();
    }

    /** For each column of the traces the row of the first pixel that is drawn on, from a row on. */
    @SuppressWarnings("unchecked") // as the script below returns it
    private static List<Integer> topmostPixels(Page page, int fromRow) {
        return (List<Integer>) page.locator(".paper-traces").evaluate("""
                (canvas, fromRow) => {
                  const { width, height } = canvas;
                  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
                  return Array.from({ length: width }, (_, x) => {
                    let y = fromRow;
                    while (y < height && data[4 * (y * width + x) + 3] < 30) y++;
                    return y;
                  });
                }""", fromRow);
    }
}
