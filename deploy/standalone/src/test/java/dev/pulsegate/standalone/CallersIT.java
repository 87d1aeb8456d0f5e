package dev.pulsegate.standalone;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.testkit.caller.CallerTable;
import dev.pulsegate.testkit.caller.CallerWalk;
import dev.pulsegate.testkit.caller.Callers;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may do what in the one process, with tokens and keys as people and machines get them. */
class CallersIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private final HttpClient http = HttpClient.newHttpClient();
    private URI address;

    @Test
    void everyRouteTakesWhomTheTableSaysAndOnlyOperatorsServeASpace() throws Exception {
        try (var pulsegate = StandaloneProcess.up(SetUpFolder.at(data))) {
            address = pulsegate.address();
            var admin = signedIn("/api/auth/login", "admin", "admin123");
            onlyOperatorsServe(admin);
            everyRouteIsThere(pulsegate.metrics().resolve("/q/openapi?format=json"));
            var callers = Callers.of(
                    signedIn("/api/auth/register", "walker", "correct horse battery"),
                    admin,
                    tokenOf(key(admin, "\"WORKER\",\"spaces\":[\"*\"]")),
                    tokenOf(key(admin, "\"DEVICE\",\"streams\":[\"*\"]")));
            assertThat(new CallerWalk(address, callers)
                            .differences(CallerTable.of(
                                    "every service",
                                    "auth-service",
                                    "ecg-service",
                                    "space-gateway",
                                    "pages of space-gateway")))
                    .isEmpty();
        }
    }

    /** The description of the API names every route by HTTP; the services' own tests know the sockets. */
    private void everyRouteIsThere(URI description) throws Exception {
        var described = new TreeSet<String>();
        var paths = send("GET", description.toString(), null, null).path("paths");
        paths.properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(
                        method -> described.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        described.removeIf(route -> !route.matches("(GET|POST|PUT|PATCH|DELETE) .*"));
        var table =
                CallerTable.of("auth-service", "ecg-service", "space-gateway").resources();
        table.removeIf(route -> route.startsWith("WS "));
        assertThat(described).isEqualTo(table);
    }

    private void onlyOperatorsServe(String admin) throws Exception {
        var zoe = signedIn("/api/auth/register", "Zoe", "correct horse battery");
        var space = send("POST", "/api/spaces", admin, "{\"name\":\"Hers\"}");
        var path = "/api/spaces/" + space.path("id").textValue();
        assertThat(key(zoe, "\"WORKER\",\"spaces\":[\"*\"]").path("status").intValue())
                .isEqualTo(403);
        assertThat(key(zoe, "\"WORKER\",\"spaces\":[\"Hers\"]").path("status").intValue())
                .isEqualTo(403);

        send("PATCH", path, admin, "{\"operators\":[\"zoe\"]}");
        var made = Eventually.value(PATIENCE, () -> {
            var key = key(zoe, "\"WORKER\",\"spaces\":[\"Hers\"]");
            assertThat(key.has("key")).isTrue();
            return key;
        });
        try (var worker = TestSocket.open("ws://" + address.getAuthority() + "/ws/worker?token=" + tokenOf(made))) {
            worker.send("{\"type\":\"register\",\"space_name\":\"Hers\"}");
            assertThat(worker.awaitJson().path("success").booleanValue()).isTrue();
            send("PATCH", path, admin, "{\"operators\":[]}");
            assertThat(worker.awaitClose().code()).isEqualTo(4403);
        }
        Eventually.holds(PATIENCE, () -> assertThat(key(zoe, "\"WORKER\",\"spaces\":[\"Hers\"]")
                        .path("status")
                        .intValue())
                .isEqualTo(403));
    }

    private String signedIn(String path, String name, String password) throws Exception {
        return send("POST", path, null, "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}")
                .path("access_token")
                .textValue();
    }

    private JsonNode key(String token, String kind) throws Exception {
        return send("POST", "/api/auth/keys", token, "{\"name\":\"k\",\"kind\":" + kind + "}");
    }

    private String tokenOf(JsonNode key) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve("/oauth/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&client_secret="
                        + key.path("key").textValue()))
                .build();
        return JSON.readTree(http.send(request, BodyHandlers.ofString()).body())
                .path("access_token")
                .textValue();
    }

    private JsonNode send(String method, String path, String token, String json) throws Exception {
        var request = HttpRequest.newBuilder(address.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    }
}
