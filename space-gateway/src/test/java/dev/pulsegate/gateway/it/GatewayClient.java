package dev.pulsegate.gateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.config.ConfigProvider;

import dev.pulsegate.testkit.management.ManagementPort;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.token.TestTokens;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of the running service, as a program somebody else wrote would be one. */
public final class GatewayClient {

    public static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    public final TestTokens tokens = TestTokens.ofRunningIssuer();
    public final int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    public final String admin = tokens.admin().sign();
    public final String user = tokens.user().sign();

    /** A client of a service that can verify tokens. */
    public GatewayClient() {
        Eventually.holds(
                Duration.ofSeconds(15),
                () -> assertThat(get("/q/health/ready", null).status()).isEqualTo(200));
    }

    /** An answer whose body, if any, is JSON. */
    public record Answer(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public JsonNode json() {
            return parse(response.body());
        }

        public String text(String member) {
            return json().path(member).asText(null);
        }
    }

    public static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    public HttpRequest.Builder request(String path, String token) {
        var builder = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    public Answer exchange(HttpRequest request) {
        try {
            return new Answer(HTTP.send(request, BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    public Answer get(String path, String token) {
        return exchange(request(path, token).build());
    }

    public Answer delete(String path, String token) {
        return exchange(request(path, token).DELETE().build());
    }

    public Answer send(String method, String path, String token, String json, String... headers) {
        var builder = request(path, token)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json));
        return exchange((headers.length == 0 ? builder : builder.headers(headers)).build());
    }

    public Answer post(String path, String token, String json, String... headers) {
        return send("POST", path, token, json, headers);
    }

    /** Makes a space of a name of its own, with more members such as {@code "attempt_limit":1}. */
    public Space space(String... members) {
        var name = "Space " + UUID.randomUUID();
        var json = new StringBuilder("{\"name\":\"" + name + "\",\"worker_access\":\"OPEN\"");
        for (var member : members) {
            json.append(',').append(member);
        }
        var answer = post("/api/spaces", admin, json.append('}').toString());
        if (answer.status() != 201) {
            throw new AssertionError(answer.status() + " " + answer.response().body());
        }
        return new Space(answer.text("id"), name);
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

    /** A metric's value, by its name and labels as they stand in the text; 0 if absent. */
    public double metric(String series) {
        return ManagementPort.metric(series);
    }
}
