package dev.pulsegate.standalone;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import dev.pulsegate.testkit.wait.Eventually;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** What is seen on the monitor's page, at paper scale. */
final class MonitorPage {

    static final double PIXELS_PER_MM = 96 / 25.4;
    static final double PIXELS_PER_SECOND = 25 * PIXELS_PER_MM;
    static final double PIXELS_PER_MILLIVOLT = 10 * PIXELS_PER_MM;

    private MonitorPage() {}

    /** Frames come, and beats have been found in them. */
    static void awaitLive(Page page) {
        assertThat(page.locator("[data-state=live]")).isVisible();
        assertThat(page.locator("[data-reading=rate]")).not().hasText("–");
    }

    /** The signal is drawn in so many columns. */
    static void awaitDrawn(Page page, int columns) {
        Eventually.holds(Duration.ofSeconds(60), () -> {
            var tops = topmostPixels(page, 15);
            int nothing = Collections.max(tops);
            assertThat(tops.stream().filter(top -> top < nothing)).hasSizeGreaterThan(columns);
        });
    }

    /** The browser has drawn so many frames since. */
    static void awaitFrames(Page page, int frames) {
        page.evaluate("""
                frames => new Promise(done => {
                  const drawn = () => frames-- > 0 ? requestAnimationFrame(drawn) : done();
                  drawn();
                })""", frames);
    }

    static int heartRate(Page page) {
        return Integer.parseInt(page.locator("[data-reading=rate]").textContent());
    }

    static String csv(Page page) throws Exception {
        var download = page.waitForDownload(
                () -> page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save what is seen as CSV"))
                        .click());
        try (var content = download.createReadStream()) {
            return new String(content.readAllBytes(), UTF_8);
        }
    }

    static int inkedPixels(Page page) {
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
    static List<Integer> topmostPixels(Page page, int fromRow) {
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
