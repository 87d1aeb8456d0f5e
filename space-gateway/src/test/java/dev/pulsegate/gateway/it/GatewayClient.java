package dev.pulsegate.gateway.it;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import dev.pulsegate.testkit.event.EventReader;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.http.ServiceClient;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of the running service. */
public final class GatewayClient extends ServiceClient {

    public final String admin = tokens.admin().sign();
    public final String user = tokens.user().sign();

    /** A client of a service that can verify tokens. */
    public GatewayClient() {
        Eventually.holds(
                Duration.ofSeconds(15),
                () -> assertThat(get("/q/health/ready", null).status()).isEqualTo(200));
    }

    /** Makes a space of a name of its own, with more members such as {@code "attempt_limit":1}. */
    public Space space(String... members) {
        var name = "Space " + UUID.randomUUID();
        var json = new StringBuilder("{\"name\":\"" + name + "\",\"worker_access\":\"OPEN\"");
        for (var member : members) {
            json.append(',').append(member);
        }
        return new Space(created("/api/spaces", admin, json.append('}').toString()), name);
    }

    /** A space, by id and name. */
    public record Space(String id, String name) {
        public String path() {
            return "/api/spaces/" + id;
        }
    }

    public Answer submit(Space space, String token, String json, String... headers) {
        return post(space.path() + "/requests", token, json, headers);
    }

    /** Submits a prompt and tells the request's id. */
    public String submitted(Space space, String token, String prompt) {
        var answer = submit(space, token, "{\"prompt\":\"" + prompt + "\"}");
        if (answer.status() != 202) {
            throw new AssertionError(answer.status() + " " + answer.response().body());
        }
        return answer.text("id");
    }

    public String status(String requestId) {
        return get("/api/requests/" + requestId, admin).text("status");
    }

    public TestSocket socket(String token) {
        return TestSocket.open(
                "ws://localhost:" + port + "/ws/worker",
                token == null ? Map.of() : Map.of("Authorization", "Bearer " + token));
    }

    /** A worker that is registered for the space. */
    public TestWorker worker(Space space, int capacity) {
        return new TestWorker(socket(null), space.name(), capacity);
    }

    public EventReader follow(String requestId, String token, String... headers) {
        return EventReader.open(request("/api/requests/" + requestId + "/events", token), headers);
    }
}
