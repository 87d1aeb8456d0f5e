package dev.pulsegate.tools.installation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.pulsegate.worker.connection.Failures;

/** An installation as seen by somebody who has signed in. */
public final class Account {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Installation installation;
    private final String token;

    Account(Installation installation, String token) {
        this.installation = installation;
        this.token = token;
    }

    public Answer get(String path) throws CallException {
        return installation.call("GET", path, null, token);
    }

    public Answer post(String path, ObjectNode body) throws CallException {
        return installation.call("POST", path, body, token);
    }

    /**
     * Posts something that may be posted again with the same key, if no answer comes: it is done once.
     *
     * @param key of this something and nothing else
     */
    public Answer postOnce(String path, ObjectNode body, String key) throws CallException {
        return installation.call("POST", path, body, token, Map.of("Idempotency-Key", key));
    }

    public Answer delete(String path) throws CallException {
        return installation.call("DELETE", path, null, token);
    }

    public void signOut() throws CallException {
        installation.call("POST", "/api/auth/logout", null, token).expect(204);
    }

    /**
     * The server-sent events at a path, up to their end.
     *
     * @param limit how long to wait for the end
     * @throws CallException if there are none, or no end in time; the message tells the last event
     */
    public List<Event> events(String path, Duration limit) throws CallException, InterruptedException {
        var request = installation
                .request(path, token)
                .header("Accept", "text/event-stream")
                .build();
        var response = installation.send(request, BodyHandlers.ofInputStream());
        var call = "GET " + path;
        try (var reader = new EventReader(call, response.body(), installation::parse)) {
            if (response.statusCode() != 200) {
                throw new CallException(call + " answered " + response.statusCode());
            }
            return reader.toTheEnd(limit);
        }
    }

    /**
     * Follows the server-sent events at a path, on this thread, for as long as the connection goes.
     *
     * @param after the id of the last event there was; empty to hear all
     * @return false if there is nothing more to follow (204)
     * @throws CallException if there are none, or the connection broke
     */
    public boolean follow(String path, String after, Consumer<Event> heard) throws CallException {
        var request = installation.request(path, token).header("Accept", "text/event-stream");
        if (!after.isEmpty()) {
            request.header("Last-Event-ID", after);
        }
        var response = installation.send(request.build(), BodyHandlers.ofInputStream());
        var call = "GET " + path;
        try (var reader = new EventReader(call, response.body(), installation::parse)) {
            if (response.statusCode() == 204) {
                return false;
            }
            if (response.statusCode() != 200) {
                throw new CallException(call + " answered " + response.statusCode());
            }
            reader.each(heard);
            return true;
        } catch (IOException e) {
            throw new CallException(call + " broke off: " + Failures.describe(e));
        }
    }

    /**
     * Opens a WebSocket.
     *
     * @param listener hears of it
     */
    public CompletableFuture<WebSocket> open(String path, WebSocket.Listener listener) {
        return installation
                .http()
                .newWebSocketBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .header("Authorization", "Bearer " + token)
                .buildAsync(socketAddress(path), listener);
    }

    /** What is text in a frame, if it is JSON; otherwise a missing node. */
    public JsonNode parse(CharSequence text) {
        return installation.parse(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The first text frame of a WebSocket.
     *
     * @param limit how long to wait for the frame
     * @throws CallException if there is no such socket, or no frame in time
     */
    public JsonNode firstFrame(String path, Duration limit) throws CallException, InterruptedException {
        return FirstFrame.of(installation, socketAddress(path), token, limit);
    }

    private URI socketAddress(String path) {
        return URI.create("ws" + installation.address().toString().substring("http".length()) + path);
    }
}
