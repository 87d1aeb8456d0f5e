package dev.pulsegate.tools.installation;

import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An installation as seen by somebody who has signed in. */
public final class Account {

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
     * The first text frame of a WebSocket.
     *
     * @param limit how long to wait for the frame
     * @throws CallException if there is no such socket, or no frame in time
     */
    public JsonNode firstFrame(String path, Duration limit) throws CallException, InterruptedException {
        var address = URI.create("ws" + installation.address().toString().substring("http".length()) + path);
        return FirstFrame.of(installation, address, token, limit);
    }
}
