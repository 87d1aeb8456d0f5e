package dev.pulsegate.bench.chaos;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.bench.server.PulseGate;
import dev.pulsegate.bench.server.SignedInClient;

/** The gateway's API as clients use it. Whatever fails because something was killed is an {@link IOException}. */
final class Site implements AutoCloseable {

    private static final int ATTEMPT_LIMIT = 100;
    private static final int DEADLINE_SECONDS = 600;
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    private final SignedInClient client;
    private final ObjectMapper json = new ObjectMapper();

    Site(PulseGate server) {
        client = new SignedInClient(server);
    }

    /** Makes a space where neither attempts nor time run out; returns its id. */
    String createSpace(String name) throws IOException, InterruptedException {
        var space = json.createObjectNode()
                .put("name", name)
                .put("worker_access", "OPEN")
                .put("attempt_limit", ATTEMPT_LIMIT)
                .put("deadline_seconds", DEADLINE_SECONDS);
        var answer = send("POST", "/api/spaces", BodyPublishers.ofString(space.toString()));
        expect(answer, CREATED);
        return json.readTree(answer.body()).path("id").asText();
    }

    /** Submits; the same key again gives the same request. Returns its id. */
    String submit(String space, String key) throws IOException, InterruptedException {
        var body = BodyPublishers.ofString(
                json.createObjectNode().put("prompt", "chaos " + key).toString());
        var answer = send("POST", "/api/spaces/" + space + "/requests", body, "Idempotency-Key", key);
        if (answer.statusCode() != OK) {
            expect(answer, ACCEPTED);
        }
        return json.readTree(answer.body()).path("id").asText();
    }

    /** Cancels; false if the request had come to its end before. */
    boolean cancel(String request) throws IOException, InterruptedException {
        var answer = send("DELETE", "/api/requests/" + request, BodyPublishers.noBody());
        if (answer.statusCode() == CONFLICT) {
            return false;
        }
        expect(answer, OK);
        return true;
    }

    /** A request as it stands; nothing if there is none. */
    Optional<JsonNode> look(String request) throws IOException, InterruptedException {
        var answer = send("GET", "/api/requests/" + request, BodyPublishers.noBody());
        if (answer.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        expect(answer, OK);
        return Optional.of(json.readTree(answer.body()));
    }

    /** The names of a finished request's events, in order. */
    List<String> events(String request) throws IOException, InterruptedException {
        var answer = send("GET", "/api/requests/" + request + "/events", BodyPublishers.noBody());
        expect(answer, OK);
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("event:"))
                .map(line -> line.substring("event:".length()).strip())
                .toList();
    }

    /**
     * A request's events, line by line, after the one with an id; all of them after an empty one. Ends where the connection
     * does, by itself or with an {@link java.io.UncheckedIOException}.
     */
    Stream<String> follow(String request, String lastId) throws IOException, InterruptedException {
        var path = "/api/requests/" + request + "/events";
        var answer = lastId.isEmpty() ? client.lines(path) : client.lines(path, "Last-Event-ID", lastId);
        if (answer.statusCode() != OK) {
            throw new IOException("not now: " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        var answer = client.send(method, path, body, headers);
        if (answer.statusCode() >= SERVER_ERROR || answer.statusCode() == TOO_MANY) {
            throw new IOException("not now: " + answer.statusCode());
        }
        return answer;
    }

    private static void expect(HttpResponse<String> answer, int status) {
        if (answer.statusCode() != status) {
            throw new UnexpectedAnswerException(answer.statusCode() + " " + answer.body());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
