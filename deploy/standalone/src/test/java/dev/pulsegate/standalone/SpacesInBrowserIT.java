package dev.pulsegate.standalone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.worker.handler.EchoHandler;
import dev.pulsegate.worker.handler.Handler;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.pulsegate.standalone.AppPage.button;
import static dev.pulsegate.standalone.AppPage.link;
import static dev.pulsegate.standalone.AppPage.request;
import static dev.pulsegate.standalone.AppPage.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Spaces in a real browser: from nothing to served requests, and what may go wrong on the way. */
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class SpacesInBrowserIT {

    /** The smallest picture there is: one pixel, PNG. */
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @TempDir
    private static Path files;

    private TestBrowser browser;
    private StandaloneProcess pulsegate;
    private AppVisitor visitor;

    @BeforeAll
    void start(@TempDir Path data) throws Exception {
        browser = TestBrowser.start();
        pulsegate = StandaloneProcess.up(SetUpFolder.at(data));
        visitor = new AppVisitor(browser, pulsegate.address());
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
    @Order(1)
    void anAdministratorGetsFromNothingToAServedRequestByFollowingThePage() {
        try (var window = visitor.window()) {
            var page = window.tab("/");
            page.getByLabel("Name").fill("admin");
            page.getByLabel("Password").fill("admin123");
            page.getByLabel("Password").press("Enter");
            page.getByText("Next: send a model a request").click();
            link(page, "Create the first space").click();
            page.getByLabel("Name").fill("rhythm reader");
            button(page, "Create the space").click();

            assertThat(page.locator("h1")).containsText("not connected");
            button(page, "Make a key and show the command").click();
            var command = page.locator(".worker-start code").textContent();
            assertThat(command).contains("--spaces 'rhythm reader'");
            var key = Pattern.compile("--key (pgk_\\S+)").matcher(command);
            assertThat(key.find()).isTrue();

            try (var _ = TestWorker.start(pulsegate.address(), key.group(1), "rhythm reader", new EchoHandler())) {
                assertThat(page.getByText("Connected ✓ Now send it a first request."))
                        .isVisible();
                send(page, "Is it regular?");
                assertThat(page.locator(".output-text").first()).containsText("Is it regular?");
                assertThat(request(page, "completed")).isVisible();

                page.navigate("/manage/workers");
                assertThat(page.locator("td").first()).hasText("bench-3");
                assertThat(page.locator("tr").last()).containsText("Worker for rhythm reader");
                page.navigate("/manage");
                assertThat(page.locator("time-chart .column.good")).hasCount(1);
            }
        }
    }

    @Test
    @Order(2)
    void fromSigningUpToARequestWhoseOutputComesAsItIsMade() throws Exception {
        visitor.makeSpace(Map.of("name", "streaming"));
        var goOn = new CountDownLatch(1);
        Handler handler = (request, out) -> {
            out.progress(0.5, "half way");
            out.chunk("first line\n");
            goOn.await();
            out.chunk("<img src=x onerror=alert(1)>");
            return JsonNodeFactory.instance.objectNode().put("leads", 2);
        };
        try (var _ = TestWorker.start(pulsegate.address(), "streaming", handler);
                var window = visitor.window()) {
            var page = window.tab("/signup");
            page.getByLabel("Name").fill("zoe-" + UUID.randomUUID());
            page.getByLabel("Password").fill(AppVisitor.PASSWORD);
            page.getByLabel("Password").press("Enter");
            link(page, "Spaces").click();
            link(page, "streaming").click();
            button(page, "Send").click();
            assertThat(page.locator(".field-error")).containsText("Give it something to work on");
            assertThat(page.locator("h1 .badge.good")).hasText("connected");
            send(page, "one prompt");

            assertThat(page.locator(".output-text").first()).hasText("first line");
            assertThat(page.locator(".request progress")).hasAttribute("value", "0.5");
            page.reload();
            assertThat(page.locator(".output-text").first()).hasText("first line");
            goOn.countDown();
            assertThat(request(page, "completed")).isVisible();
            assertThat(page.locator(".output-text").first()).containsText("<img src=x onerror=alert(1)>");
            assertThat(page.locator(".request img")).hasCount(0);
            assertThat(page.locator(".request .facts").first()).containsText("leads");

            page.navigate("/requests");
            link(page, "one prompt").click();
            assertThat(request(page, "completed")).isVisible();
            assertThat(page.locator(".output-text").first()).containsText("first line");
        }
    }

    @Test
    @Order(3)
    void filesAreSentWithinTheirLimitsAndResultFilesShownAsWhatTheyAre() throws Exception {
        visitor.makeSpace(Map.of(
                "name",
                "pictures",
                "inputs",
                new String[] {"prompt", "file"},
                "input_limits",
                Map.of("file", Map.of("max_bytes", 1000, "types", new String[] {"text/plain"}))));
        var picture = Files.write(files.resolve("picture.png"), PICTURE);
        Handler handler = (request, out) -> {
            try (var sent = out.open(request.files().getFirst())) {
                out.chunk(new String(sent.readAllBytes(), UTF_8));
            }
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("picture", out.upload(picture).toString());
        };
        try (var _ = TestWorker.start(pulsegate.address(), "pictures", handler);
                var window = visitor.signedIn()) {
            var page = window.tab("/spaces");
            link(page, "pictures").click();
            var file = page.getByLabel("File", new Page.GetByLabelOptions().setExact(true));
            file.setInputFiles(new FilePayload("long.txt", "text/plain", new byte[1001]));
            assertThat(page.locator(".field-error")).containsText("This file is larger than 1,000 B");
            file.setInputFiles(new FilePayload("a.png", "image/png", PICTURE));
            assertThat(page.locator(".field-error")).containsText("This space takes text/plain here");
            file.setInputFiles(new FilePayload("notes.txt", "text/plain", "kept to the letter".getBytes(UTF_8)));
            button(page, "Send").click();

            assertThat(request(page, "completed")).isVisible();
            assertThat(page.locator(".output-text").first()).hasText("kept to the letter");
            assertThat(page.locator(".result-file img")).isVisible();
            page.waitForFunction("document.querySelector('.result-file img').naturalWidth === 1");
            var download = page.waitForDownload(() -> link(page, "Download").click());
            try (var content = download.createReadStream()) {
                assertThat(content.readAllBytes()).isEqualTo(PICTURE);
            }
        }
    }

    @Test
    @Order(4)
    void aRequestOutlivesItsWorkerAndThePageSaysHow() throws Exception {
        visitor.makeSpace(Map.of("name", "mortal"));
        try (var window = visitor.signedIn()) {
            var page = window.tab("/spaces");
            link(page, "mortal").click();
            assertThat(page.getByText("No worker is connected. A request waits until there is one."))
                    .isVisible();
            send(page, "hold on");
            assertThat(page.locator(".standing")).containsText("No worker is connected to this space");
            var first = TestWorker.start(pulsegate.address(), "mortal", (request, out) -> {
                out.chunk("half a sen");
                new CountDownLatch(1).await();
                throw new IllegalStateException("it is killed before");
            });
            assertThat(page.locator(".output-text").first()).hasText("half a sen");

            first.close();

            assertThat(request(page, "queued")).isVisible();
            assertThat(page.locator(".standing")).containsText("It came back into the queue");
            try (var _ = TestWorker.start(pulsegate.address(), "mortal", new EchoHandler())) {
                assertThat(request(page, "completed")).isVisible();
                assertThat(page.locator(".output-text").first()).hasText("hold on");
            }
        }
    }

    @Test
    @Order(5)
    void twoPeopleAtOnceSeeTheirOwnAndAnAdministratorAll() throws Exception {
        visitor.makeSpace(Map.of("name", "shared"));
        try (var ada = visitor.signedUp("ada");
                var bob = visitor.signedUp("bob");
                var admin = visitor.signedIn()) {
            var adas = ada.tab("/spaces");
            link(adas, "shared").click();
            send(adas, "ada asks");
            assertThat(adas.locator(".standing")).containsText("Next in the queue");
            var bobs = bob.tab("/spaces");
            link(bobs, "shared").click();
            send(bobs, "bob asks");
            assertThat(bobs.locator(".standing")).containsText("Number 2 in the queue");
            assertThat(bobs.locator(".request-list")).not().containsText("ada asks");
            var adasRequest = adas.url().replaceAll(".*request=", "");
            bobs.navigate("/requests/" + adasRequest);
            assertThat(bobs.locator(".complaint")).containsText("There is no such request");
            bobs.goBack();

            var queue = admin.tab("/manage/queue");
            queue.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel: ada asks"))
                    .click();
            assertThat(request(adas, "canceled")).isVisible();
            assertThat(bobs.locator(".standing")).containsText("Next in the queue");

            var attempts = new AtomicInteger();
            Handler stuckAtFirst = (request, out) -> {
                if (attempts.incrementAndGet() == 1) {
                    new CountDownLatch(1).await();
                }
                return JsonNodeFactory.instance.objectNode().put("text", "at the second attempt");
            };
            try (var _ = TestWorker.start(pulsegate.address(), "shared", stuckAtFirst)) {
                queue.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Put back: bob asks"))
                        .click();
                assertThat(request(bobs, "completed")).isVisible();
                assertThat(bobs.locator(".output-text").first()).hasText("at the second attempt");
            }
        }
    }

    @Test
    @Order(6)
    void whatIsNotAcceptedIsSaidPlainly() throws Exception {
        visitor.makeSpace(
                Map.of("name", "strict", "queue_without_workers", false, "cooldown_seconds", 30, "daily_quota", 2));
        try (var window = visitor.signedUp("cy")) {
            var page = window.tab("/spaces");
            link(page, "strict").click();
            assertThat(page.getByText("this space takes requests only while one is"))
                    .isVisible();
            assertThat(page.locator(".form-actions")).containsText("2 requests left today");
            send(page, "anybody?");
            assertThat(page.locator(".complaint")).containsText("no worker is connected");

            try (var _ = TestWorker.start(pulsegate.address(), "strict", new EchoHandler())) {
                assertThat(page.locator("h1 .badge.good")).isVisible();
                button(page, "Send").click();
                assertThat(request(page, "completed")).isVisible();
                assertThat(button(page, "Ready in")).isVisible();
                assertThat(page.locator(".form-actions")).containsText("1 request left today");

                var other = window.tab(page.url().replaceAll("\\?.*", ""));
                assertThat(button(other, "Ready in")).isVisible();
            }
        }
    }
}
