package dev.pulsegate.gateway.worker;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may register, what is answered to what, and what is refused. */
@GatewayServiceTest
class WorkerProtocolIT extends WorkerClientIT {

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
}
