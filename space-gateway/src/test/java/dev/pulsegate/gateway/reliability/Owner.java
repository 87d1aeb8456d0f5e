package dev.pulsegate.gateway.reliability;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.testkit.token.TestTokens;

import static org.assertj.core.api.Assertions.assertThat;

/** Who makes a space and submits requests, over HTTP, at whichever gateway it is sent to. */
final class Owner {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 16;

    private final HttpClient client = HttpClient.newHttpClient();
    private final TestTokens tokens;
    private final UUID account = UUID.randomUUID();

    Owner(TestTokens tokens) {
        this.tokens = tokens;
    }

    /** Makes a space that any worker may serve; returns its id. */
    UUID createSpace(URI gateway, String name, Map<String, Object> rules) throws Exception {
        var space = new HashMap<String, Object>(rules);
        space.put("name", name);
        space.put("worker_access", "OPEN");
        var answer = send(
                request(gateway, "/api/spaces", tokens.admin().sign()), "POST", BodyPublishers.ofString(json(space)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return UUID.fromString(JSON.readTree(answer.body()).get("id").textValue());
    }

    /** Submits a request; the answer may be a refusal. */
    HttpResponse<String> trySubmit(URI gateway, UUID space, String prompt) throws Exception {
        return send(
                request(gateway, "/api/spaces/" + space + "/requests", token()),
                "POST",
                BodyPublishers.ofString(json(Map.of("prompt", prompt))));
    }

    /** Submits a request whose end is to be told to an address; returns its id. */
    UUID submit(URI gateway, UUID space, String webhook) throws Exception {
        var answer = send(
                request(gateway, "/api/spaces/" + space + "/requests", token()),
                "POST",
                BodyPublishers.ofString(json(Map.of("prompt", "tell me", "webhook", Map.of("url", webhook)))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return idOf(answer);
    }

    /** Submits a request that has to be accepted; returns its id. */
    UUID submit(URI gateway, UUID space) throws Exception {
        var answer = trySubmit(gateway, space, "what is it?");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return idOf(answer);
    }

    static UUID idOf(HttpResponse<String> accepted) throws IOException {
        return UUID.fromString(JSON.readTree(accepted.body()).get("id").textValue());
    }

    /** Submits so many, several at the same time; all have to be accepted. */
    List<UUID> submit(URI gateway, UUID space, int count) {
        var atOnce = new Semaphore(AT_ONCE);
        var submitted = new ArrayList<Future<UUID>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                submitted.add(threads.submit(() -> {
                    atOnce.acquire();
                    try {
                        return submit(gateway, space);
                    } finally {
                        atOnce.release();
                    }
                }));
            }
        }
        return submitted.stream().map(Future::resultNow).toList();
    }

    /** Cancels a request; returns the answer's status. */
    int cancel(URI gateway, UUID request) throws Exception {
        return send(request(gateway, "/api/requests/" + request, token()), "DELETE", BodyPublishers.noBody())
                .statusCode();
    }

    /** Looks at a request; the answer may be a refusal. */
    HttpResponse<String> tryLook(URI gateway, UUID request) throws Exception {
        return send(request(gateway, "/api/requests/" + request, token()), "GET", BodyPublishers.noBody());
    }

    /** A request as the API shows it. */
    JsonNode look(URI gateway, UUID request) throws Exception {
        var answer = tryLook(gateway, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    /** The events of a request that has come to its end, by the stream anybody follows it by: their names, in order. */
    List<String> events(URI gateway, UUID request) throws Exception {
        var answer =
                send(request(gateway, "/api/requests/" + request + "/events", token()), "GET", BodyPublishers.noBody());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("event:"))
                .map(line -> line.substring("event:".length()).strip())
                .toList();
    }

    /** Sends a body of any type as a browser does: with the token in a cookie. */
    HttpResponse<String> send(URI gateway, String method, String path, String contentType, String body)
            throws Exception {
        return client.send(
                HttpRequest.newBuilder(gateway.resolve(path))
                        .timeout(PATIENCE)
                        .header("Content-Type", contentType)
                        .header("Cookie", "pulsegate_access=" + token())
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Begins a request of the owner's that is sent by somebody else. */
    HttpRequest.Builder request(URI gateway, String path) {
        return request(gateway, path, token());
    }

    private String token() {
        return tokens.user(account).sign();
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, BodyPublisher body)
            throws IOException, InterruptedException {
        return client.send(request.method(method, body).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI gateway, String path, String token) {
        return HttpRequest.newBuilder(gateway.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    private static String json(Object value) throws IOException {
        return JSON.writeValueAsString(value);
    }
}
