package dev.pulsegate.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.pulsegate.testkit.event.EventReader;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.socket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who is signed in. Each call has a connection of its own, so that any replica may get it. */
final class Person {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient SOCKETS = HttpClient.newHttpClient();
    private static final String PASSWORD = "four words make one";

    private final URI address;
    private final String name;
    private final String token;

    /** A space, by its id and name. */
    record Space(String id, String name) {

        String path() {
            return "/api/spaces/" + id;
        }
    }

    private Person(URI address, String name, String token) {
        this.address = address;
        this.name = name;
        this.token = token;
    }

    /** The administrator that a PulseGate for this machine alone comes with. */
    static Person admin(Site site) {
        return enter(site.address(), "login", "admin", "admin123");
    }

    /** Somebody nobody has heard of before. */
    static Person newcomer(Site site) {
        return enter(site.address(), "register", "p-" + UUID.randomUUID(), PASSWORD);
    }

    /** The same person, signed in once more from elsewhere. */
    Person onAnotherDevice() {
        return enter(address, "login", name, PASSWORD);
    }

    private static Person enter(URI address, String how, String name, String password) {
        var answer =
                new Person(address, name, "none").post("/api/auth/" + how, Map.of("name", name, "password", password));
        assertThat(answer.status()).as(answer.response().body()).isIn(200, 201);
        return new Person(address, name, answer.text("access_token"));
    }

    /** The same person at another address of the same site. */
    Person at(URI other) {
        return new Person(other, name, token);
    }

    String name() {
        return name;
    }

    Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    Answer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    Answer patch(String path, Object body) {
        return send("PATCH", path, json(body), "Content-Type", "application/json");
    }

    /** Sends JSON, with more headers as names and values in turn. */
    Answer post(String path, Object body, String... headers) {
        var all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send("POST", path, json(body), all);
    }

    Answer send(String method, String path, BodyPublisher body, String... headers) {
        var request = request(path).method(method, body);
        try (var http = HttpClient.newHttpClient()) {
            return new Answer(http.send(
                    (headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static BodyPublisher json(Object value) {
        try {
            return BodyPublishers.ofString(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a space that any worker may serve, if nothing else is said. */
    Space makeSpace(Map<String, Object> rules) {
        var space = new HashMap<String, Object>(Map.of("name", "Space " + UUID.randomUUID(), "worker_access", "OPEN"));
        space.putAll(rules);
        return new Space(
                expect(201, post("/api/spaces", space)).text("id"),
                space.get("name").toString());
    }

    /** Submits a prompt; the request's id. */
    String submit(Space space, String prompt) {
        return expect(202, post(space.path() + "/requests", Map.of("prompt", prompt)))
                .text("id");
    }

    /** How a request stands. */
    String status(String request) {
        return expect(200, get("/api/requests/" + request)).text("status");
    }

    /** Follows a request, with more headers as names and values in turn. */
    EventReader follow(String request, String... headers) {
        return EventReader.open(request("/api/requests/" + request + "/events"), headers);
    }

    /** Watches a stream of ECG. */
    TestSocket watch(String stream) {
        return TestSocket.open(watchAddress(stream));
    }

    /** The same with what hears of it. */
    CompletableFuture<WebSocket> watch(String stream, WebSocket.Listener listener) {
        return SOCKETS.newWebSocketBuilder().buildAsync(URI.create(watchAddress(stream)), listener);
    }

    private String watchAddress(String stream) {
        return "ws://" + address.getAuthority() + "/ws/ecg/stream?stream=" + stream + "&token=" + token;
    }

    static Answer expect(int status, Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        return answer;
    }
}
