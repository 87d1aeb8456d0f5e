package dev.pulsegate.gateway.space;

import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.socket.TestSocket;

import static org.assertj.core.api.Assertions.assertThat;

/** Spaces over REST. */
@GatewayServiceTest
class SpaceIT {

    private final GatewayClient client = new GatewayClient();

    @Test
    void aSpaceIsMadeWithDefaultsAndShown() {
        var name = "Made " + UUID.randomUUID();
        var made = client.post("/api/spaces", client.admin, "{\"name\":\"" + name + "\"}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Location")).endsWith("/api/spaces/" + made.text("id"));
        var space = client.get("/api/spaces/" + made.text("id"), client.admin).json();
        assertThat(space).isEqualTo(made.json());
        assertThat(space.get("name").textValue()).isEqualTo(name);
        assertThat(space.get("worker_access").textValue()).isEqualTo("KEY");
        assertThat(space.get("inputs").toString()).isEqualTo("[\"prompt\"]");
        assertThat(space.get("attempt_limit").intValue()).isEqualTo(3);
        assertThat(space.get("deadline_seconds").intValue()).isEqualTo(120);
        assertThat(space.get("queue_without_workers").booleanValue()).isTrue();
        assertThat(space.get("enabled").booleanValue()).isTrue();
        assertThat(space.at("/input_limits/prompt/max_bytes").intValue()).isEqualTo(32_768);
    }

    @Test
    void everythingSaidIsKept() {
        var name = "All " + UUID.randomUUID();
        var made = client.post("/api/spaces", client.admin, """
                {"name":"%s","description":"reads ECGs","cover":"https://example.org/c.png","enabled":false,
                 "inputs":["file","audio"],"input_limits":{"audio":{"max_bytes":1000,"types":["audio/wav"]}},
                 "worker_access":"OPEN","queue_without_workers":false,"attempt_limit":7,"deadline_seconds":10,
                 "max_wait_seconds":20,"queue_limit":30,"cooldown_seconds":40,"daily_quota":50,"user_priority":1,
                 "admin_priority":2,"priority_ageing_seconds":60}
                """.formatted(name));
        assertThat(made.status()).isEqualTo(201);
        var space = client.get("/api/spaces/" + made.text("id"), client.user).json();
        assertThat(space.get("description").textValue()).isEqualTo("reads ECGs");
        assertThat(space.get("cover").textValue()).isEqualTo("https://example.org/c.png");
        assertThat(space.get("enabled").booleanValue()).isFalse();
        assertThat(space.get("inputs").toString()).isEqualTo("[\"audio\",\"file\"]");
        assertThat(space.at("/input_limits/audio").toString())
                .isEqualTo("{\"max_bytes\":1000,\"types\":[\"audio/wav\"]}");
        assertThat(space.get("worker_access").textValue()).isEqualTo("OPEN");
        assertThat(space.get("queue_without_workers").booleanValue()).isFalse();
        var numbers = Map.of(
                "attempt_limit", 7,
                "deadline_seconds", 10,
                "max_wait_seconds", 20,
                "queue_limit", 30,
                "cooldown_seconds", 40,
                "daily_quota", 50,
                "user_priority", 1,
                "admin_priority", 2,
                "priority_ageing_seconds", 60);
        numbers.forEach((member, value) ->
                assertThat(space.get(member).intValue()).as(member).isEqualTo(value));
    }

    @Test
    void namesDifferInMoreThanCase() {
        var space = client.space();
        var answer = client.post(
                "/api/spaces", client.admin, "{\"name\":\"" + space.name().toUpperCase(java.util.Locale.ROOT) + "\"}");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        var other = client.space();
        assertThat(client.send("PATCH", other.path(), client.admin, "{\"name\":\"" + space.name() + "\"}")
                        .status())
                .isEqualTo(409);
        assertThat(client.send("PATCH", space.path(), client.admin, "{\"name\":\"" + space.name() + "\"}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aChangeTakesWhatItSaysAndLeavesTheRest() {
        var space = client.space("\"description\":\"before\"", "\"attempt_limit\":5");
        var changed = client.send("PATCH", space.path(), client.admin, "{\"description\":\"after\"}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("description")).isEqualTo("after");
        assertThat(changed.json().get("attempt_limit").intValue()).isEqualTo(5);
        assertThat(changed.text("name")).isEqualTo(space.name());
    }

    @Test
    void onlyAdministratorsChangeAnything() {
        var space = client.space();
        var body = "{\"name\":\"x" + UUID.randomUUID() + "\"}";
        assertThat(client.post("/api/spaces", client.user, body).status()).isEqualTo(403);
        assertThat(client.post("/api/spaces", null, body).status()).isEqualTo(401);
        assertThat(client.send("PATCH", space.path(), client.user, body).status())
                .isEqualTo(403);
        assertThat(client.delete(space.path(), client.user).status()).isEqualTo(403);
        assertThat(client.get("/api/spaces", null).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"\"}",
                "{\"name\":\" blank\"}",
                "{\"name\":\"two\\nlines\"}",
                "{\"name\":\"a\\u0000b\"}",
                "{\"name\":7,\"inputs\":{}}",
                "{\"name\":\"n\",\"inputs\":[]}",
                "{\"name\":\"n\",\"inputs\":[\"smell\"]}",
                "{\"name\":\"n\",\"worker_access\":\"ANY\"}",
                "{\"name\":\"n\",\"attempt_limit\":0}",
                "{\"name\":\"n\",\"deadline_seconds\":86401}",
                "{\"name\":\"n\",\"cooldown_seconds\":-1}",
                "{\"name\":\"n\",\"user_priority\":10}",
                "{\"name\":\"n\",\"cover\":\"javascript:alert(1)\"}",
                "{\"name\":\"n\",\"input_limits\":{\"audio\":{\"max_bytes\":0}}}",
                "{\"name\":\"n\",\"input_limits\":{\"audio\":{\"max_bytes\":1,\"types\":[\"nonsense\"]}}}",
                "{\"name\":\"n\",\"unknown\":1}",
                "not json"
            })
    void whatCannotBeIsRefused(String body) {
        var answer = client.post("/api/spaces", client.admin, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void aNameMayNotBeTooLong() {
        assertThat(client.post("/api/spaces", client.admin, "{\"name\":\"" + "n".repeat(101) + "\"}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void theListIsPaged() {
        client.space();
        client.space();
        var page = client.get("/api/spaces?size=1&page=1", client.user).json();
        assertThat(page.get("items")).hasSize(1);
        assertThat(page.get("total").intValue()).isGreaterThanOrEqualTo(2);
        assertThat(client.get("/api/spaces?size=0", client.user).status()).isEqualTo(400);
        assertThat(client.get("/api/spaces?size=201", client.user).status()).isEqualTo(400);
    }

    @Test
    void deletingASpaceCancelsItsOpenRequestsAndSaysSo() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var running = client.submitted(space, client.user, "one");
            var waiting = client.submitted(space, client.user, "two");
            worker.awaitRequest();
            var deleted = client.delete(space.path(), client.admin);
            assertThat(deleted.status()).isEqualTo(200);
            assertThat(deleted.json().get("canceled_requests").intValue()).isEqualTo(2);
            assertThat(worker.socket.awaitClose().code()).isEqualTo(4410);
            for (var id : new String[] {running, waiting}) {
                var request = client.get("/api/requests/" + id, client.user).json();
                assertThat(request.get("status").textValue()).isEqualTo("canceled");
                assertThat(request.at("/failure/code").textValue()).isEqualTo("space_deleted");
            }
        }
        assertThat(client.get(space.path(), client.user).status()).isEqualTo(404);
        assertThat(client.delete(space.path(), client.admin).status()).isEqualTo(404);
        assertThat(client.submit(space, client.user, "{\"prompt\":\"hi\"}").status())
                .isEqualTo(404);
        assertThat(client.send("PATCH", space.path(), client.admin, "{}").status())
                .isEqualTo(404);
    }

    @Test
    void aDisabledSpaceTakesNeitherRequestsNorWorkers() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            client.send("PATCH", space.path(), client.admin, "{\"enabled\":false}");
            assertThat(worker.socket.awaitClose().code()).isEqualTo(4410);
        }
        assertThat(client.submit(space, client.user, "{\"prompt\":\"hi\"}").status())
                .isEqualTo(409);
        try (var socket = client.socket(null)) {
            socket.send("{\"type\":\"register\",\"space_name\":\"" + space.name() + "\"}");
            assertThat(socket.awaitJson().get("success").booleanValue()).isFalse();
            assertThat(socket.awaitClose().code()).isEqualTo(4403);
        }
        client.send("PATCH", space.path(), client.admin, "{\"enabled\":true}");
        try (var worker = client.worker(space, 1)) {
            client.submitted(space, client.user, "hi");
            worker.awaitRequest();
        }
    }

    @Test
    void workersWriteNamesInTheSameCase() {
        var space = client.space();
        try (TestSocket socket = client.socket(null)) {
            socket.send("{\"type\":\"register\",\"space_name\":\""
                    + space.name().toLowerCase(java.util.Locale.ROOT) + "\"}");
            assertThat(socket.awaitClose().code()).isEqualTo(4404);
        }
    }
}
