package dev.pulsegate.bench.socketio;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.bench.server.PulseGate;

/** The server as an administrator's client sees it. */
final class Site implements AutoCloseable {

    private static final Duration TOKEN_RENEWAL = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PulseGate server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private String token = "";
    private long tokenNanos;

    Site(PulseGate server) {
        this.server = server;
    }

    /** Makes a space that any worker may serve; returns its id. */
    String createSpace(String name) throws IOException, InterruptedException {
        var answer =
                post("/api/spaces", json.createObjectNode().put("name", name).put("worker_access", "OPEN"));
        if (answer.statusCode() != 201) {
            throw new IOException("no space: " + answer.statusCode() + ' ' + answer.body());
        }
        return json.readTree(answer.body()).path("id").asText();
    }

    /** Submits a prompt and waits for the end; whether the result is the prompt. */
    boolean ask(String spaceId, String prompt) throws IOException, InterruptedException {
        var answer = post(
                "/api/spaces/" + spaceId + "/requests", json.createObjectNode().put("prompt", prompt));
        return answer.statusCode() == 200
                && json.readTree(answer.body())
                        .path("result")
                        .path("text")
                        .asText()
                        .equals(prompt);
    }

    private HttpResponse<String> post(String path, JsonNode body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .header("Prefer", "wait=30")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private synchronized String token() throws IOException, InterruptedException {
        long now = System.nanoTime();
        if (token.isEmpty() || now - tokenNanos > TOKEN_RENEWAL.toNanos()) {
            token = server.signIn();
            tokenNanos = now;
        }
        return token;
    }

    @Override
    public void close() {
        http.close();
    }
}
