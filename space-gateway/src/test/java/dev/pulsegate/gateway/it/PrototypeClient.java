package dev.pulsegate.gateway.it;

import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

import dev.pulsegate.gateway.file.Form;
import dev.pulsegate.testkit.http.Answer;

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
}
