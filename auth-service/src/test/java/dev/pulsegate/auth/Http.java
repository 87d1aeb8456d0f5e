package dev.pulsegate.auth;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.microprofile.config.ConfigProvider;

/** A real HTTP client of the service under test, calling from an address of its own. */
public final class Http {

    /** A password that will do. */
    public static final String PASSWORD = "correct horse battery";

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String address;

    private Http(String address) {
        this.address = address;
    }

    /** Calls from an address nobody else calls from. */
    public static Http fromNewAddress() {
        var random = ThreadLocalRandom.current();
        return from("10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), random.nextInt(256)));
    }

    /** Calls from this address. */
    public static Http from(String address) {
        return new Http(address);
    }

    /** Calls from this machine with no proxy between. */
    public static Http fromThisMachine() {
        return new Http("");
    }

    /** Returns a name that no account has yet. */
    public static String newName() {
        return "user" + Long.toString(ThreadLocalRandom.current().nextLong(1L << 60), 36);
    }

    /** Returns the address it calls from. */
    public String address() {
        return address;
    }

    public Answer get(String path, String... headers) {
        return send("GET", path, BodyPublishers.noBody(), headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, BodyPublishers.noBody(), headers);
    }

    public Answer post(String path, String json, String... headers) {
        return send("POST", path, BodyPublishers.ofString(json), with(headers, "Content-Type", "application/json"));
    }

    public Answer patch(String path, String json, String... headers) {
        return send("PATCH", path, BodyPublishers.ofString(json), with(headers, "Content-Type", "application/json"));
    }

    /** Posts with no body at all. */
    public Answer post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    public Answer form(String path, Map<String, String> fields, String... headers) {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                "POST",
                path,
                BodyPublishers.ofString(body),
                with(headers, "Content-Type", "application/x-www-form-urlencoded"));
    }

    public Answer send(String method, String path, HttpRequest.BodyPublisher body, String... headers) {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body);
        var all = address.isEmpty() ? headers : with(headers, "X-Forwarded-For", address);
        if (all.length > 0) {
            request.headers(all);
        }
        try {
            return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Makes an account and returns the answer, with its tokens. */
    public Answer register(String name) {
        return post(
                "/api/auth/register", Answer.json("name", name, "password", PASSWORD, "include_refresh_token", true));
    }

    public Answer login(String name, String password) {
        return post("/api/auth/login", Answer.json("name", name, "password", password, "include_refresh_token", true));
    }

    /** Signs in the administrator that the tests' configuration makes. */
    public String adminToken() {
        return login("Root", "root-password").text("access_token");
    }

    /** Returns the header pair that carries an access token. */
    public static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String[] with(String[] headers, String... more) {
        return Stream.concat(Arrays.stream(headers), Arrays.stream(more)).toArray(String[]::new);
    }
}
