package dev.pulsegate.standalone;

import java.util.ArrayList;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.pulsegate.standalone.TestBrowser.Window;
import dev.pulsegate.worker.handler.EchoHandler;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.pulsegate.standalone.AppPage.button;
import static dev.pulsegate.standalone.AppPage.link;
import static dev.pulsegate.standalone.AppPage.request;
import static org.assertj.core.api.Assertions.assertThat;

/** What the app makes of networks that are slow, fall silent or answer themselves, and of a dozen tabs on one. */
class NetworkInBrowserIT {

    @RegisterExtension
    static final SharedApp APP = new SharedApp();

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aSlowNetworkShowsHowFarAnUploadIsAndLetsItBeStopped() throws Exception {
        APP.visitor().makeSpace(Map.of("name", "far away", "inputs", new String[] {"file"}));
        try (var _ = TestWorker.start(APP.pulsegate().address(), "far away", new EchoHandler());
                var window = APP.visitor().signedIn()) {
            var page = window.tab("/spaces");
            link(page, "far away").click();
            var file = page.getByLabel("File", new Page.GetByLabelOptions().setExact(true));
            file.setInputFiles(new FilePayload("take.bin", "application/octet-stream", new byte[300_000]));
            slowDown(window, page, 60_000);
            button(page, "Send").click();
            assertThat(page.locator("request-form progress")).isVisible();
            button(page, "Stop sending").click();
            assertThat(page.locator("request-form progress")).isHidden();
            assertThat(page.locator("request-view")).isHidden();

            slowDown(window, page, 300_000);
            button(page, "Send").click();
            assertThat(page.locator("request-form progress")).isVisible();
            assertThat(request(page, "completed")).isVisible();
        }
    }

    @Test
    void aDozenTabsFollowTheirRequestsAtOnceAndAnotherPageStillLoads() throws Exception {
        var space = APP.visitor().makeSpace(Map.of("name", "dozen"));
        try (var window = APP.visitor().signedIn()) {
            var tabs = new ArrayList<Page>();
            for (int i = 0; i < 12; i++) {
                tabs.add(openRequest(window, space, "question " + i));
            }
            var another = window.tab("/spaces");
            assertThat(link(another, "dozen")).isVisible();
            for (var tab : tabs) {
                assertThat(request(tab, "queued")).isVisible();
            }
            tabs.removeFirst().close();

            try (var _ = TestWorker.start(APP.pulsegate().address(), "dozen", new EchoHandler())) {
                for (var tab : tabs) {
                    assertThat(request(tab, "completed")).isVisible();
                    assertThat(tab.locator(".output-text").first()).containsText("question");
                }
            }
        }
    }

    @Test
    void aConnectionThatFellSilentIsNoticedSaidAndMadeAgain() throws Exception {
        var space = APP.visitor().makeSpace(Map.of("name", "silent"));
        try (var window = APP.visitor().signedIn()) {
            var page = openRequest(window, space, "still there?");
            assertThat(page.locator(".standing")).containsText("No worker is connected");
            APP.pulsegate().fallSilent();
            try {
                assertThat(page.locator(".note[role=status]")).containsText("The connection is lost.");
            } finally {
                APP.pulsegate().goOn();
            }
            assertThat(page.locator(".note[role=status]")).isHidden();
            try (var _ = TestWorker.start(APP.pulsegate().address(), "silent", new EchoHandler())) {
                assertThat(request(page, "completed")).isVisible();
                assertThat(page.locator(".output-text").first()).hasText("still there?");
            }
        }
    }

    @Test
    void aBrowserWithoutSharedWorkersFollowsByItself() throws Exception {
        var space = APP.visitor().makeSpace(Map.of("name", "alone"));
        try (var window = APP.visitor().signedIn()) {
            window.context().addInitScript("delete window.SharedWorker");
            var page = openRequest(window, space, "by myself");
            assertThat(page.locator(".standing")).containsText("No worker is connected");
            try (var _ = TestWorker.start(APP.pulsegate().address(), "alone", new EchoHandler())) {
                assertThat(request(page, "completed")).isVisible();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en-US, 502, Not PulseGate but something between it and this browser",
        "en-US, 413, What was sent is larger than it lets through.",
        "zh-TW, 502, 並非來自 PulseGate",
        "zh-CN, 413, 发送的内容超过其允许的大小。"
    })
    void anAnswerOfAProxyIsSaidToBeOne(String locale, int status, String said) {
        try (var window = APP.visitor().window(1280, 900, locale, ColorScheme.LIGHT)) {
            APP.visitor().signIn(window, "admin", "admin123");
            window.context()
                    .route(
                            "**/api/spaces?*",
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(status)
                                    .setContentType("text/html")
                                    .setBody("<html><h1>" + status + "</h1><hr>nginx</html>")));
            assertThat(window.tab("/spaces").locator(".complaint")).containsText(said);
        }
    }

    /** Sends a request and opens its page in a tab of its own. */
    private static Page openRequest(Window window, JsonNode space, String prompt) throws Exception {
        var path = "/api/spaces/" + space.get("id").textValue() + "/requests";
        var answer = AppVisitor.post(window, path, Map.of("prompt", prompt));
        assertThat(answer.status()).isEqualTo(202);
        return window.tab("/requests/" + JSON.readTree(answer.text()).get("id").textValue());
    }

    private static void slowDown(Window window, Page page, int bytesPerSecond) {
        var conditions = new JsonObject();
        conditions.addProperty("offline", false);
        conditions.addProperty("latency", 300);
        conditions.addProperty("downloadThroughput", bytesPerSecond);
        conditions.addProperty("uploadThroughput", bytesPerSecond);
        window.context().newCDPSession(page).send("Network.emulateNetworkConditions", conditions);
    }
}
