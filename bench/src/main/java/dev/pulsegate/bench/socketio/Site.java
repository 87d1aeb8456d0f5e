package dev.pulsegate.bench.socketio;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.bench.server.PulseGate;
import dev.pulsegate.bench.server.SignedInClient;

/** The server as an administrator's client sees it. */
final class Site implements AutoCloseable {

    private final SignedInClient client;
    private final ObjectMapper json = new ObjectMapper();

    Site(PulseGate server) {
        client = new SignedInClient(server);
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
        return client.send("POST", path, BodyPublishers.ofString(body.toString()), "Prefer", "wait=30");
    }

    @Override
    public void close() {
        client.close();
    }
}
