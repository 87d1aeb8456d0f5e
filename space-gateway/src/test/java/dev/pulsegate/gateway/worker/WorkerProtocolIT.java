package dev.pulsegate.gateway.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.EventReader;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.gateway.it.TestWorker;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may register, what is answered to what, and what is refused. */
@GatewayServiceTest
class WorkerProtocolIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final GatewayClient client = new GatewayClient();

    private static String register(String space) {
        return "{\"type\":\"register\",\"space_name\":\"" + space + "\"}";
    }

    private void assertRefused(TestSocket socket, String register, int closeCode) {
        socket.send(register);
        var answer = socket.awaitJson();
        assertThat(answer.get("type").textValue()).isEqualTo("register_response");
        assertThat(answer.get("success").booleanValue()).isFalse();
        assertThat(answer.get("message").textValue()).isNotBlank();
        assertThat(socket.awaitClose().code()).isEqualTo(closeCode);
    }

    @Test
    void aRegistrationIsAnswered() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            assertThat(worker.registration.get("connection_id").textValue()).isNotBlank();
            assertThat(worker.registration.get("space_id").textValue()).isEqualTo(space.id());
            assertThat(worker.registration.at("/spaces/0/name").textValue()).isEqualTo(space.name());
        }
    }

    @Test
    void aSpaceWithKeysNeedsOneThatIsForIt() {
        var space = client.space("\"worker_access\":\"KEY\"");
        try (var nobody = client.socket(null);
                var other = client.socket(client.tokens.worker("another space").sign());
                var person = client.socket(client.user)) {
            assertRefused(nobody, register(space.name()), 4403);
            assertRefused(other, register(space.name()), 4403);
            assertThat(person.awaitClose().code()).isEqualTo(4403);
        }
        for (var scope : List.of(space.name(), "*")) {
            try (var worker =
                    new TestWorker(client.socket(client.tokens.worker(scope).sign()), register(space.name()))) {
                assertThat(worker.registration.get("success").booleanValue()).isTrue();
            }
        }
    }

    @Test
    void aBadTokenIsRefusedEvenWhereNoneIsNeeded() {
        try (var socket =
                client.socket(client.tokens.worker("*").expiresInSeconds(-60).sign())) {
            assertThat(socket.awaitClose().code()).isEqualTo(4401);
        }
    }

    @Test
    void unknownSpacesAndSecondRegistrationsAreRefused() {
        try (var socket = client.socket(null)) {
            assertRefused(socket, register("no such space " + UUID.randomUUID()), 4404);
        }
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            assertRefused(worker.socket, register(space.name()), 4409);
        }
        try (var socket = client.socket(null)) {
            assertRefused(
                    socket, "{\"type\":\"register\",\"spaces\":[\"" + space.name() + "\",\"no such space\"]}", 4404);
        }
    }

    @Test
    void whoNeverRegistersIsClosed() {
        try (var socket = client.socket(null)) {
            assertThat(socket.awaitClose().code()).isEqualTo(4400);
        }
    }

    @Test
    void oneWorkerServesSeveralSpaces() {
        var first = client.space();
        var second = client.space();
        var register = "{\"type\":\"register\",\"spaces\":[\"%s\",\"%s\"],\"capacity\":2,\"inputs\":[\"prompt\"]}"
                .formatted(first.name(), second.name());
        try (var worker = new TestWorker(client.socket(null), register)) {
            client.submitted(first, client.user, "one");
            client.submitted(second, client.user, "two");
            var spaces = List.of(
                    worker.awaitRequest().get("space_name").textValue(),
                    worker.awaitRequest().get("space_name").textValue());
            assertThat(spaces).containsExactlyInAnyOrder(first.name(), second.name());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[1]",
                "{\"type\":7}",
                "{\"type\":\"unknown\"}",
                "{\"type\":\"register\"}",
                "{\"type\":\"register\",\"spaces\":[]}",
                "{\"type\":\"register\",\"spaces\":[1]}",
                "{\"type\":\"register\",\"space_name\":\"x\",\"capacity\":0}",
                "{\"type\":\"register\",\"space_name\":\"x\",\"capacity\":1001}",
                "{\"type\":\"register\",\"space_name\":\"x\",\"inputs\":[\"smell\"]}",
                "{\"type\":\"inference_result\"}",
                "{\"type\":\"inference_result\",\"request_id\":\"7\"}",
                "{\"type\":\"inference_chunk\",\"request_id\":\"01a20051-8a1b-767c-9a77-b325aa3acad3\",\"seq\":0}",
                "{\"type\":\"inference_progress\",\"request_id\":\"01a20051-8a1b-767c-9a77-b325aa3acad3\",\"progress\":2}",
                "{\"type\":\"inference_result\",\"request_id\":\"01a20051-8a1b-767c-9a77-b325aa3acad3\",\"status\":\"x\",\"result\":{}}",
                "{\"type\":\"drain\"} trailing"
            })
    void whatMakesNoSenseIsAnsweredAndTheConnectionStays(String message) {
        try (var socket = client.socket(null)) {
            socket.send(message);
            var error = socket.awaitJson();
            assertThat(error.get("type").textValue()).isEqualTo("error");
            assertThat(error.get("code").textValue()).isEqualTo("malformed");
            socket.send("{\"type\":\"authenticate\",\"token\":\"x\"}");
            assertThat(socket.awaitJson().get("type").textValue()).isEqualTo("authenticate_response");
        }
    }

    @Test
    void whoSaysNothingButNonsenseIsClosed() {
        var space = client.space();
        try (var socket = client.socket(null);
                var other = client.worker(space, 1)) {
            for (int i = 0; i < 20; i++) {
                socket.send("nonsense");
            }
            assertThat(socket.awaitClose().code()).isEqualTo(4400);
            client.submitted(space, client.user, "hi");
            other.complete(other.awaitRequest(), "unharmed");
            assertThat(other.awaitAnswer().get("accepted").booleanValue()).isTrue();
        }
    }

    @Test
    void reportsNeedARegistration() {
        try (var socket = client.socket(null)) {
            socket.send("{\"type\":\"inference_result\",\"request_id\":\"%s\",\"status\":\"completed\",\"result\":{}}"
                    .formatted(UUID.randomUUID()));
            assertThat(socket.awaitJson().get("code").textValue()).isEqualTo("not_registered");
        }
    }

    @Test
    void nobodyReportsOnWhatIsNotTheirs() {
        var space = client.space();
        var refused = "pulsegate_gateway_worker_errors_total{code=\"stale_attempt\"}";
        var stale = "pulsegate_gateway_worker_reports_total{outcome=\"stale\"}";
        try (var holder = client.worker(space, 1);
                var stranger = client.worker(client.space(), 1)) {
            var id = client.submitted(space, client.user, "hi");
            var request = holder.awaitRequest();
            double refusedBefore = client.metric(refused);
            double staleBefore = client.metric(stale);
            stranger.socket.send(
                    "{\"type\":\"inference_result\",\"request_id\":\"%s\",\"status\":\"completed\",\"result\":{\"text\":\"forged\"}}"
                            .formatted(id));
            assertThat(stranger.await("error").get("code").textValue()).isEqualTo("stale_attempt");
            stranger.socket.send(
                    "{\"type\":\"inference_result\",\"request_id\":\"%s\",\"attempt\":1,\"lease\":\"%s\",\"status\":\"completed\",\"result\":{\"text\":\"forged\"}}"
                            .formatted(id, UUID.randomUUID()));
            assertThat(stranger.awaitAnswer().get("accepted").booleanValue()).isFalse();
            stranger.socket.send(
                    "{\"type\":\"inference_chunk\",\"request_id\":\"%s\",\"attempt\":1,\"lease\":\"%s\",\"seq\":0,\"text\":\"forged\"}"
                            .formatted(id, UUID.randomUUID()));
            assertThat(stranger.await("error").get("code").textValue()).isEqualTo("stale_attempt");
            assertThat(client.status(id)).isEqualTo("processing");
            assertThat(client.metric(refused)).isEqualTo(refusedBefore + 1);
            assertThat(client.metric(stale)).isEqualTo(staleBefore + 2);
            holder.complete(request, "mine");
            assertThat(holder.awaitAnswer().get("accepted").booleanValue()).isTrue();
            holder.complete(request, "mine");
            assertThat(holder.awaitAnswer().get("accepted").booleanValue()).isTrue();
            var view = client.get("/api/requests/" + id, client.user).json();
            assertThat(view.at("/result/text").textValue()).isEqualTo("mine");
        }
    }

    @Test
    void theHolderNeedNotNameItsAttempt() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            worker.awaitRequest();
            worker.socket.send(
                    "{\"type\":\"inference_chunk\",\"request_id\":\"%s\",\"seq\":0,\"data\":[1,{}]}".formatted(id));
            worker.socket.send(
                    "{\"type\":\"inference_result\",\"request_id\":\"%s\",\"status\":\"completed\",\"result\":{}}"
                            .formatted(id));
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            try (var events = client.follow(id, client.user)) {
                var chunk = events.next(event -> event.name().equals("chunk"));
                assertThat(chunk.data().get("data").toString()).isEqualTo("[1,{}]");
            }
        }
    }

    @Test
    void chunksOutOfOrderAreRefused() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            worker.chunk(request, 1, "b");
            var error = worker.await("error");
            assertThat(error.get("code").textValue()).isEqualTo("out_of_order");
            assertThat(error.get("request_id")).isEqualTo(request.get("request_id"));
        }
    }

    @Test
    void aFailureIsFinalUnlessItIsRetryable() {
        var space = client.space("\"attempt_limit\":2");
        try (var worker = client.worker(space, 1)) {
            var failing = client.submitted(space, client.user, "one");
            worker.fail(worker.awaitRequest(), "no such model", false);
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            var failed = client.get("/api/requests/" + failing, client.user).json();
            assertThat(failed.get("status").textValue()).isEqualTo("failed");
            assertThat(failed.at("/failure/code").textValue()).isEqualTo("worker_failed");
            assertThat(failed.at("/failure/message").textValue()).isEqualTo("no such model");
            var retried = client.submitted(space, client.user, "two");
            worker.fail(worker.awaitRequest(), "out of memory", true);
            var again = worker.awaitRequest();
            assertThat(again.get("attempt").intValue()).isEqualTo(2);
            worker.fail(again, "out of memory", true);
            Eventually.holds(SOON, () -> assertThat(client.status(retried)).isEqualTo("failed"));
            var exhausted = client.get("/api/requests/" + retried, client.user).json();
            assertThat(exhausted.at("/failure/code").textValue()).isEqualTo("attempts_exhausted");
            assertThat(exhausted.at("/failure/message").textValue()).contains("out of memory");
        }
    }

    @Test
    void aDrainingWorkerFinishesWhatItHas() {
        var space = client.space();
        try (var worker = client.worker(space, 2)) {
            client.submitted(space, client.user, "one");
            var request = worker.awaitRequest();
            worker.socket.send("{\"type\":\"drain\"}");
            Eventually.holds(
                    java.time.Duration.ofSeconds(10), () -> assertThat(client.get(space.path() + "/status", client.user)
                                    .json()
                                    .get("capacity")
                                    .intValue())
                            .isZero());
            var waiting = client.submitted(space, client.user, "two");
            worker.complete(request, "done");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            assertThat(client.status(waiting)).isEqualTo("queued");
        }
    }

    @Test
    void workIsFinishedAfterTheTokenEndsAndThenTheConnection() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var token = client.tokens.worker(space.name()).expiresInSeconds(2).sign();
        try (var worker = new TestWorker(client.socket(token), register(space.name()))) {
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            worker.await("drain");
            worker.complete(request, "done");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            assertThat(worker.socket.awaitClose().code()).isEqualTo(4401);
            assertThat(client.status(id)).isEqualTo("completed");
        }
    }

    @Test
    void aNewTokenKeepsTheConnection() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var account = UUID.randomUUID();
        var key = UUID.randomUUID().toString();
        var brief = worker(space, account, key, 3);
        var longer = worker(space, account, key, 600);
        var stranger = worker(space, UUID.randomUUID(), key, 600);
        try (var worker = new TestWorker(client.socket(brief), register(space.name()))) {
            worker.socket.send("{\"type\":\"authenticate\",\"token\":\"" + stranger + "\"}");
            assertThat(worker.await("authenticate_response").get("success").booleanValue())
                    .isFalse();
            worker.socket.send("{\"type\":\"authenticate\",\"token\":\"" + longer + "\"}");
            assertThat(worker.await("authenticate_response").get("success").booleanValue())
                    .isTrue();
            try (var other = new TestWorker(client.socket(brief), register(space.name()))) {
                assertThat(other.socket.awaitClose().code()).isEqualTo(4401);
            }
            assertThat(worker.socket.isOpen()).isTrue();
            client.submitted(space, client.user, "hi");
            worker.awaitRequest();
        }
    }

    private String worker(GatewayClient.Space space, UUID account, String key, int seconds) {
        return client.tokens
                .worker(space.name())
                .claim("sub", account.toString())
                .claim("access_key_id", key)
                .expiresInSeconds(seconds)
                .sign();
    }

    @Test
    void theTokenMayStandInTheAddress() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var token = client.tokens.worker(space.name()).sign();
        var socket = TestSocket.open("ws://localhost:" + client.port + "/ws/worker?token=" + token, Map.of());
        try (var worker = new TestWorker(socket, register(space.name()))) {
            assertThat(worker.registration.get("success").booleanValue()).isTrue();
        }
    }

    @Test
    void theSpacesStatusFollowsItsWorkers() {
        var space = client.space();
        try (var events = EventReader.open(client.request(space.path() + "/status/events", client.user))) {
            assertThat(events.next().data().get("connected_workers").intValue()).isZero();
            try (var worker = client.worker(space, 3)) {
                assertThat(events.next().data().get("capacity").intValue()).isEqualTo(3);
                client.submitted(space, client.user, "hi");
                worker.awaitRequest();
                assertThat(events.next(event -> event.name().equals("status")
                                        && event.data().get("running").intValue() == 1)
                                .data()
                                .get("busy_workers")
                                .intValue())
                        .isOne();
            }
            assertThat(events.next(event -> event.name().equals("status")
                                    && event.data().get("connected_workers").intValue() == 0)
                            .data()
                            .get("queue_length")
                            .intValue())
                    .isLessThanOrEqualTo(1);
        }
    }
}
