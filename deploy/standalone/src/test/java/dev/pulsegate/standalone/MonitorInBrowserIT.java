package dev.pulsegate.standalone;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.standalone.TestBrowser.Window;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.pulsegate.standalone.MonitorPage.PIXELS_PER_MILLIVOLT;
import static dev.pulsegate.standalone.MonitorPage.PIXELS_PER_SECOND;
import static dev.pulsegate.standalone.MonitorPage.awaitDrawn;
import static dev.pulsegate.standalone.MonitorPage.awaitFrames;
import static dev.pulsegate.standalone.MonitorPage.awaitLive;
import static dev.pulsegate.standalone.MonitorPage.csv;
import static dev.pulsegate.standalone.MonitorPage.topmostPixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The monitor in a real browser: what is drawn, measured, remarked on and alarmed of. */
class MonitorInBrowserIT {

    @RegisterExtension
    static final SharedApp APP = new SharedApp();

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theRPeakStandsWherePaperScaleSays() throws Exception {
        try (var window = APP.visitor().signedIn(1200, 900)) {
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
                var before = peak - (int) (0.4 * signal.hertz());
                if (x < 120 || x > width - 20 || before < 0) {
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
        try (var window = APP.visitor().signedIn(1600, 900)) {
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
        try (var window = APP.visitor().signedIn(1280, 800)) {
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
        try (var window = APP.visitor().window(1280, 800, locale, ColorScheme.LIGHT)) {
            APP.visitor().signIn(window, "admin", "admin123");
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
        try (var window = APP.visitor().signedIn(1280, 800)) {
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
    void aServiceThatStopsIsLeftForTheNextConnectionWithoutAGap() {
        try (var window = APP.visitor().signedIn(1280, 800)) {
            var routes = new LinkedBlockingDeque<WebSocketRoute>();
            var left = new LinkedBlockingDeque<WebSocketRoute>();
            window.context().routeWebSocket("**/ws/ecg/stream*", route -> {
                var server = route.connectToServer();
                routes.add(route);
                route.onClose((code, reason) -> {
                    left.add(route);
                    server.close();
                });
            });
            var page = window.tab("/monitor?stream=demo");
            awaitLive(page);

            var first = routes.getFirst();
            first.send("{\"type\":\"reconnect\",\"after_millis\":50,\"points\":[]}");

            page.waitForCondition(() -> left.contains(first));
            assertThat(routes).hasSize(2);
            assertThat(page.locator("[data-state=live]")).isVisible();
            assertThat(page.getByText("Connected again.")).hasCount(0);
        }
    }

    /** Makes a stream and opens the monitor on it. */
    private static Page watchNew(Window window, Map<String, Object> stream) throws Exception {
        var made = JSON.readTree(
                AppVisitor.post(window, "/api/ecg/streams", stream).text());
        var page = window.tab("/monitor?stream=" + made.get("id").textValue());
        awaitLive(page);
        return page;
    }
}
