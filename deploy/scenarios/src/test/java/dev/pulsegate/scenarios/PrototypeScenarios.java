package dev.pulsegate.scenarios;

import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What a script written for the prototype does, unchanged, against PulseGate as it comes. */
interface PrototypeScenarios extends Scenario {

    ObjectMapper JSON = new ObjectMapper();
    String SPACE = "TestSpace_1700000000";

    /** A client with a cookie jar and nothing else, as Python's {@code requests.Session} is one. */
    record Session(URI address, CookieManager jar, HttpClient http) {

        static Session with(URI address) {
            var jar = new CookieManager();
            return new Session(
                    address, jar, HttpClient.newBuilder().cookieHandler(jar).build());
        }

        HttpResponse<String> get(String path) throws Exception {
            return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
        }

        HttpResponse<String> post(String path, Map<String, String> fields) throws Exception {
            var form = fields.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            return post(path, "application/x-www-form-urlencoded", form);
        }

        HttpResponse<String> post(String path, String type, String body) throws Exception {
            return http.send(
                    HttpRequest.newBuilder(address.resolve(path))
                            .header("Content-Type", type)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        }

        JsonNode json(String path) throws Exception {
            var answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body());
        }

        /** What time does to the access token's cookie. */
        void tenMinutesPass() {
            jar.getCookieStore().getCookies().stream()
                    .filter(cookie -> cookie.getName().equals("pulsegate_access"))
                    .toList()
                    .forEach(this::forget);
        }

        private void forget(HttpCookie cookie) {
            assertThat(jar.getCookieStore().remove(address, cookie)).isTrue();
        }
    }

    @Test
    default void aScriptSignsInMakesASpaceSubmitsAndPolls() throws Exception {
        var admin = Session.with(site().address());
        var page = addSpace(admin);
        var space = page.replaceAll(".*/edit/", "");

        var person = Session.with(site().address());
        assertThat(person.post(
                                "/register",
                                Map.of(
                                        "username", "zoe",
                                        "password", "testpass123",
                                        "confirm_password", "testpass123"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(person.post("/login", Map.of("username", "zoe", "password", "testpass123"))
                        .statusCode())
                .isEqualTo(302);
        assertThat(person.get("/admin/").statusCode()).isEqualTo(403);
        everybodySeesThatNoAppIsConnected(Session.with(site().address()), space);
        var refused = person.post("/websockets/submit/" + space, Map.of("prompt", "anybody?"));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(JSON.readTree(refused.body()).get("error").textValue()).contains("connected");

        try (var worker = TestSocket.open("ws://" + site().address().getAuthority() + "/ws/worker")) {
            worker.send("{\"type\":\"register\",\"space_name\":\"" + SPACE + "\"}");
            assertThat(worker.awaitJson().get("success").booleanValue()).isTrue();
            Eventually.holds(
                    SOON,
                    () -> assertThat(person.get("/ai_project/" + space).body()).contains("✓ 已连接"));

            submitsAndPolls(person, space, worker);
            if (site().isOneProcess()) {
                person.tenMinutesPass();
                submitsAndPolls(person, space, worker);
            }
        }

        person.tenMinutesPass();
        assertThat(person.post("/logout", Map.of()).statusCode()).isEqualTo(302);
        assertThat(person.post("/websockets/submit/" + space, Map.of("prompt", "hi"))
                        .statusCode())
                .isEqualTo(401);
    }

    private static String addSpace(Session admin) throws Exception {
        var signedIn = admin.post("/login", Map.of("username", "admin", "password", "admin123"));
        assertThat(signedIn.statusCode()).isEqualTo(302);
        assertThat(admin.get("/admin").statusCode()).isEqualTo(200);
        var added = admin.post(
                "/admin/space/add",
                Map.of(
                        "name", SPACE,
                        "description", "Made by a script",
                        "cover", "default.jpg",
                        "cover_type", "image",
                        "card_type", "websockets",
                        "ws_enable_prompt", "on",
                        "ws_enable_audio", "on",
                        "ws_enable_video", "on",
                        "ws_enable_file_upload", "on",
                        "ws_rate_limit_seconds", "0"));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(302);
        var location = added.headers().firstValue("Location").orElseThrow();
        assertThat(location).contains("/edit/");
        assertThat(admin.get(location).statusCode()).isEqualTo(200);
        return location;
    }

    private static void everybodySeesThatNoAppIsConnected(Session anybody, String space) throws Exception {
        assertThat(anybody.get("/").body()).contains(SPACE, "<title>PulseGate</title>");
        assertThat(anybody.get("/ai_project/" + space).body()).contains(SPACE, "未连接", "not connected", "✗");
        assertThat(anybody.get("/login").statusCode()).isEqualTo(200);
        assertThat(anybody.get("/register").statusCode()).isEqualTo(200);
        assertThat(anybody.get("/pages/style.css").statusCode()).isEqualTo(200);
        assertThat(anybody.get("/prototype/space.js").statusCode()).isEqualTo(200);
        var admin = anybody.get("/admin");
        assertThat(admin.statusCode()).isEqualTo(302);
        assertThat(admin.headers().firstValue("Location")).contains("/login?next=%2Fadmin%2F");
    }

    private static void submitsAndPolls(Session person, String space, TestSocket worker) throws Exception {
        var form = """
                --b\r
                Content-Disposition: form-data; name="prompt"\r
                \r
                hello\r
                --b\r
                Content-Disposition: form-data; name="other_file"; filename="a.txt"\r
                Content-Type: text/plain\r
                \r
                %s\r
                --b--\r
                """.formatted("x".repeat(100_000));
        var submitted = person.post("/websockets/submit/" + space, "multipart/form-data; boundary=b", form);
        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);
        var id = JSON.readTree(submitted.body()).get("request_id").textValue();

        var request = worker.awaitJson(message -> message.path("type").asText().equals("inference_request"));
        assertThat(request.at("/files/0/size").intValue()).isEqualTo(100_000);
        var status = "/websockets/status?request_id=" + id;
        Eventually.holds(
                SOON,
                () -> assertThat(person.json(status).get("status").textValue()).isEqualTo("processing"));
        worker.send("{\"type\":\"inference_result\",\"request_id\":\"" + id
                + "\",\"status\":\"completed\",\"result\":{\"text\":\"hello back\"}}");
        Eventually.holds(
                SOON,
                () -> assertThat(person.json(status).get("status").textValue()).isEqualTo("completed"));
        assertThat(person.json(status).at("/result/text").textValue()).isEqualTo("hello back");
    }
}
