package dev.pulsegate.gateway.prototype;

import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.gateway.file.Form;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.testkit.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client as the prototype's scripts are: a session cookie, forms, {@code Accept: *}{@code /*}, neither {@code Origin}
 * nor {@code Sec-Fetch-Site}. It follows no redirects, so that a test sees them.
 */
record PrototypeClient(GatewayClient client, String token) {

    private HttpRequest.Builder request(String path) {
        var builder = HttpRequest.newBuilder(URI.create("http://localhost:" + client.port + path))
                .header("User-Agent", "python-requests/2.32.3")
                .header("Accept", "*/*");
        return token == null ? builder : builder.header("Cookie", "pulsegate_access=" + token);
    }

    Answer get(String path) {
        return client.exchange(request(path).build());
    }

    Answer post(String path, Map<String, String> fields, String... headers) {
        var body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return post(path, "application/x-www-form-urlencoded", BodyPublishers.ofString(body), headers);
    }

    Answer post(String path, InputStream form, String... headers) {
        return post(path, Form.TYPE, BodyPublishers.ofInputStream(() -> form), headers);
    }

    Answer post(String path, String type, BodyPublisher body, String... headers) {
        var builder = request(path).setHeader("Content-Type", type).POST(body);
        for (int i = 0; i < headers.length; i += 2) {
            builder.setHeader(headers[i], headers[i + 1]);
        }
        return client.exchange(builder.build());
    }

    Answer submit(GatewayClient.Space space, Map<String, String> fields, String... headers) {
        return post("/websockets/submit/" + space.id(), fields, headers);
    }

    Answer submit(GatewayClient.Space space, InputStream form) {
        return post("/websockets/submit/" + space.id(), form);
    }

    /** Submits a prompt and tells the request's id. */
    String submitted(GatewayClient.Space space, String prompt) {
        var answer = submit(space, Map.of("prompt", prompt));
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.response().body());
        }
        return answer.text("request_id");
    }

    Answer status(String requestId) {
        return get("/websockets/status?request_id=" + encoded(requestId));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The names of an object's members. */
    static List<String> members(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** A refusal as the prototype's scripts expect it: JSON that says why, and no redirect. */
    static void saysWhy(Answer answer, int status) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        assertThat(members(answer.json())).as(answer.response().body()).containsExactly("error");
        assertThat(answer.text("error")).isNotBlank();
        assertThat(answer.header("Location")).isNull();
    }
}
