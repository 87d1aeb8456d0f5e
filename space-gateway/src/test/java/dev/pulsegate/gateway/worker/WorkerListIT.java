package dev.pulsegate.gateway.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayClient.Space;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.gateway.it.TestWorker;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The workers connected now, as administrators see them. */
@GatewayServiceTest
class WorkerListIT {

    private final GatewayClient client = new GatewayClient();

    private JsonNode workers(Space space) {
        return client.get("/api/workers?space=" + space.id(), client.admin).json();
    }

    /** The workers once there are so many: one is told that it is registered just before it is listed. */
    private JsonNode awaitWorkers(Space space, int count) {
        Eventually.holds(
                Duration.ofSeconds(10),
                () -> assertThat(workers(space).get("total").intValue()).isEqualTo(count));
        return workers(space);
    }

    @Test
    void aWorkerIsShownByWhatItSaidAndWhoseTokenItCameWith() {
        var space = client.space();
        var other = client.space("\"worker_access\":\"KEY\"");
        var before = Instant.now();
        var account = UUID.randomUUID();
        var token = client.tokens.worker(other.name()).claim("sub", account.toString());
        try (var worker = new TestWorker(client.socket(token.sign()), """
                {"type":"register","spaces":["%s","%s"],"capacity":3,"inputs":["file","prompt"],
                 "worker_name":"lab-gpu","worker_version":"1.4.0"}""".formatted(space.name(), other.name()))) {
            var list = awaitWorkers(space, 1);
            assertThat(list).isEqualTo(workers(other));
            var shown = list.at("/items/0");
            assertThat(shown.get("connection_id")).isEqualTo(worker.registration.get("connection_id"));
            assertThat(shown.get("name").textValue()).isEqualTo("lab-gpu");
            assertThat(shown.get("version").textValue()).isEqualTo("1.4.0");
            assertThat(shown.get("protocol").textValue()).isEqualTo("websocket");
            assertThat(shown.get("capacity").intValue()).isEqualTo(3);
            assertThat(shown.get("running").intValue()).isZero();
            assertThat(shown.get("draining").booleanValue()).isFalse();
            assertThat(shown.get("inputs").toString()).isEqualTo("[\"prompt\",\"file\"]");
            assertThat(Instant.parse(shown.get("connected_at").textValue()))
                    .isBetween(before.minusMillis(1), Instant.now());
            assertThat(shown.get("spaces"))
                    .extracting(each ->
                            each.get("id").textValue() + each.get("name").textValue())
                    .containsExactlyInAnyOrder(space.id() + space.name(), other.id() + other.name());
            assertThat(shown.at("/who/account_id").textValue()).isEqualTo(account.toString());
            assertThat(shown.at("/who/account_name").textValue()).isEqualTo("ada");
            assertThat(UUID.fromString(shown.at("/who/access_key_id").textValue()))
                    .isNotNull();
            assertThat(UUID.fromString(shown.get("replica").textValue())).isNotNull();
        }
        assertThat(awaitWorkers(space, 0).get("items")).isEmpty();
    }

    @Test
    void oneThatSaidNothingAndCameWithoutATokenIsShownToo() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var shown = awaitWorkers(space, 1).at("/items/0");
            assertThat(shown.get("connection_id")).isEqualTo(worker.registration.get("connection_id"));
            assertThat(shown.get("name").isNull()).isTrue();
            assertThat(shown.get("version").isNull()).isTrue();
            assertThat(shown.get("who").isNull()).isTrue();
        }
    }

    @Test
    void whatItRunsAndThatItDrainsIsSeen() {
        var space = client.space();
        try (var worker = client.worker(space, 2)) {
            client.submitted(space, client.user, "hi");
            worker.awaitRequest();
            assertThat(workers(space).at("/items/0/running").intValue()).isOne();
            worker.socket.send("{\"type\":\"drain\"}");
            Eventually.holds(Duration.ofSeconds(10), () -> assertThat(
                            workers(space).at("/items/0/draining").booleanValue())
                    .isTrue());
        }
    }

    @Test
    void theOldestConnectionComesFirstPageByPage() {
        var space = client.space();
        var workers = new ArrayList<TestWorker>();
        try {
            for (int i = 0; i < 3; i++) {
                workers.add(client.worker(space, 1));
            }
            awaitWorkers(space, 3);
            var ids = new ArrayList<JsonNode>();
            for (int page = 0; page < 3; page++) {
                var answer = client.get("/api/workers?size=1&page=" + page + "&space=" + space.id(), client.admin);
                assertThat(answer.json().get("total").intValue()).isEqualTo(3);
                ids.add(answer.json().at("/items/0/connection_id"));
            }
            assertThat(ids)
                    .isEqualTo(List.copyOf(workers.stream()
                            .map(worker -> worker.registration.get("connection_id"))
                            .toList()));
            var all = client.get("/api/workers?size=200", client.admin).json();
            assertThat(all.get("items"))
                    .extracting(each -> each.get("connection_id"))
                    .containsAll(ids);
            assertThat(client.get("/api/workers?page=1000000&size=200", client.admin)
                            .json()
                            .get("items"))
                    .isEmpty();
        } finally {
            workers.forEach(TestWorker::close);
        }
    }

    @Test
    void onlyAdministratorsSeeWorkers() {
        assertThat(client.get("/api/workers", null).status()).isEqualTo(401);
        assertThat(client.get("/api/workers", client.user).status()).isEqualTo(403);
        assertThat(client.get("/api/workers", client.tokens.worker("*").sign()).status())
                .isEqualTo(403);
        assertThat(client.get("/api/workers?space=" + UUID.randomUUID(), client.admin)
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"space=x", "space=1-1-1-1-1", "page=-1", "size=0", "size=201"})
    void whatCannotBeReadIsABadRequest(String query) {
        var answer = client.get("/api/workers?" + query, client.admin);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    }
}
