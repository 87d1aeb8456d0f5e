package dev.pulsegate.standalone;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;

import dev.pulsegate.standalone.TestBrowser.Window;

import static org.assertj.core.api.Assertions.assertThat;

/** People who open the app: each with a window of their own, signed in where the test is about something else. */
final class AppVisitor {

    static final String PASSWORD = "four words make one";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestBrowser browser;
    private final URI address;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    AppVisitor(TestBrowser browser, URI address) {
        this.browser = browser;
        this.address = address;
    }

    /** Somebody not signed in. */
    Window window() {
        return window(1280, 900, "en-US", ColorScheme.LIGHT);
    }

    Window window(int width, int height) {
        return window(width, height, "en-US", ColorScheme.LIGHT);
    }

    Window window(int width, int height, String locale, ColorScheme colours) {
        return browser.open(address.toString(), width, height, locale, colours);
    }

    /** The administrator. */
    Window signedIn() {
        return signedIn(1280, 900);
    }

    Window signedIn(int width, int height) {
        var window = window(width, height);
        signIn(window, "admin", "admin123");
        return window;
    }

    /** Somebody with a new account. */
    Window signedUp(String name) {
        var window = window();
        names.put(name, name + "-" + UUID.randomUUID());
        assertThat(post(window, "/api/auth/register", Map.of("name", nameOf(name), "password", PASSWORD))
                        .status())
                .isEqualTo(201);
        return window;
    }

    String nameOf(String name) {
        return names.get(name);
    }

    void signIn(Window window, String name, String password) {
        assertThat(post(window, "/api/auth/login", Map.of("name", name, "password", password))
                        .status())
                .isEqualTo(200);
    }

    /** Makes a space that any worker may serve; returns it. */
    JsonNode makeSpace(Map<String, Object> fields) throws Exception {
        var all = new HashMap<>(fields);
        all.putIfAbsent("worker_access", "OPEN");
        try (var window = signedIn()) {
            var answer = post(window, "/api/spaces", all);
            assertThat(answer.status()).as(answer.text()).isEqualTo(201);
            return JSON.readTree(answer.text());
        }
    }

    static APIResponse post(Window window, String path, Object body) {
        return window.context()
                .request()
                .post(
                        path,
                        RequestOptions.create()
                                .setHeader("Content-Type", "application/json")
                                .setData(body));
    }
}
