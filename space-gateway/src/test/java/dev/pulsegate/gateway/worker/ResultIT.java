package dev.pulsegate.gateway.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.gateway.it.TestWorker;
import dev.pulsegate.gateway.worker.socketio.SioWorker;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What is taken for a result, what comes of what is none, and of failures that another attempt may undo. */
@GatewayServiceTest
class ResultIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final GatewayClient client = new GatewayClient();

    /** A result with this text where its result stands. */
    private static String result(JsonNode request, String result) {
        return "{\"type\":\"inference_result\",\"request_id\":%s,\"attempt\":%s,\"lease\":%s,\"status\":\"completed\",\"result\":%s}"
                .formatted(request.get("request_id"), request.get("attempt"), request.get("lease"), result);
    }

    private String body(String requestId) {
        return client.get("/api/requests/" + requestId, client.user).response().body();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"x\":NaN}",
                "{\"x\":[-Infinity]}",
                "{\"x\":[1,]}",
                "{\"x\":0.9e475115744786426}",
                "{'x':1}",
                "{\"x\":1"
            })
    void aResultThatIsNoJsonFailsItsRequestAndSaysWhy(String result) {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            worker.socket.send(result(worker.awaitRequest(), result));

            var answer = worker.awaitAnswer();
            assertThat(answer.get("request_id").textValue()).isEqualTo(id);
            assertThat(answer.get("accepted").booleanValue()).isFalse();
            assertThat(answer.get("message").textValue()).startsWith("The result is not JSON: ");
            var request = client.get("/api/requests/" + id, client.user).json();
            assertThat(request.get("status").textValue()).isEqualTo("failed");
            assertThat(request.at("/failure/code").textValue()).isEqualTo("result_not_json");
            assertThat(request.at("/failure/message").textValue()).startsWith("The result is not JSON: ");
            client.submitted(space, client.user, "next");
            worker.complete(worker.awaitRequest(), "the connection goes on");
        }
    }

    @Test
    void overSocketIoTooAndItCostsOneAttempt() {
        var space = client.space();
        try (var worker = SioWorker.connect(client.port)) {
            worker.register(space.name());
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            var answer = worker.callWithText(
                    "[\"inference_result\",{\"request_id\":%s,\"status\":\"completed\",\"result\":{\"x\":NaN}}]"
                            .formatted(request.get("request_id")));
            assertThat(answer.get("success").booleanValue()).isFalse();
            assertThat(answer.get("message").textValue()).startsWith("The result is not JSON: NaN.");
            assertThat(worker.isOpen()).isTrue();
            var failed = client.get("/api/requests/" + id, client.user).json();
            assertThat(failed.at("/failure/code").textValue()).isEqualTo("result_not_json");
            assertThat(failed.get("attempt").intValue()).isOne();
        }
    }

    @Test
    void aMessageThatIsNoJsonNamesItsRequestWhichGoesOn() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            worker.socket.send(
                    "{\"type\":\"inference_chunk\",\"request_id\":\"%s\",\"seq\":0,\"data\":NaN}".formatted(id));
            assertThat(worker.await("error").get("request_id").textValue()).isEqualTo(id);
            worker.socket.send("{\"type\":\"inference_progress\",\"request_id\":\"%s\",\"progress\":.}".formatted(id));
            assertThat(worker.await("error").get("request_id").textValue()).isEqualTo(id);
            worker.complete(request, "well");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
        }
    }

    @Test
    void numbersStayAsTheyCameAlsoThoseThatNoDoubleHolds() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            worker.socket.send(result(worker.awaitRequest(), "{\"x\":1e400,\"y\":1.50,\"z\":0.1234567890123456789}"));
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            assertThat(body(id)).contains("{\"x\":1E+400,\"y\":1.50,\"z\":0.1234567890123456789}");
        }
    }

    @Test
    void aResultIsMeasuredInBytes() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            worker.complete(request, "€".repeat(200_000));
            assertThat(worker.await("error").get("code").textValue()).isEqualTo("too_large");
            worker.complete(request, "€".repeat(170_000));
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
        }
    }

    @Test
    void anAttemptEndsOnceTheSameAgainIsTakenAndAnotherResultIsNot() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            worker.complete(request, "first");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            worker.complete(request, "first");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
            worker.complete(request, "second");
            var other = worker.awaitAnswer();
            assertThat(other.get("accepted").booleanValue()).isFalse();
            assertThat(other.get("message").textValue()).isEqualTo("This attempt has ended with another result.");
            assertThat(body(id)).contains("first").doesNotContain("second");
        }
    }

    @Test
    void aPauseBetweenAttemptsIsAReasonForWaiting() {
        var space = client.space("\"attempt_limit\":5");
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            try (var events = client.follow(id, client.user)) {
                for (int i = 0; i < 3; i++) {
                    worker.fail(worker.awaitRequest(), "out of memory", true);
                    assertThat(worker.awaitAnswer().get("accepted").booleanValue())
                            .isTrue();
                }
                var now = client.get("/api/requests/" + id, client.user).json();
                assertThat(now.get("status").textValue()).isEqualTo("queued");
                assertThat(now.get("wait_reason").textValue()).isEqualTo("retrying");
                assertThat(now.get("position").longValue()).isOne();
                assertThat(now.get("expected_wait_seconds").longValue()).isPositive();
                var queued = events.next(event -> event.data() != null
                                && event.data().path("wait_reason").asText().equals("retrying"))
                        .data();
                assertThat(queued.get("reason").textValue()).isEqualTo("out of memory");
            }
            var listed =
                    client.get("/api/workers?space=" + space.id(), client.admin).json();
            assertThat(listed.at("/items/0/consecutive_failures").intValue()).isEqualTo(3);
            assertThat(listed.at("/items/0/set_aside_until").textValue()).isNotBlank();
            assertThat(client.metric("pulsegate_gateway_workers_set_aside_total"))
                    .isPositive();
            worker.complete(worker.awaitRequest(), "at last");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
        }
    }

    @Test
    void aWorkerGoesOnByAnotherConnectionWithWhatTheFirstStillSeemsToHave() {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        var first = client.worker(space, 1);
        var request = first.awaitRequest();
        try (var elsewhere = client.worker(client.space(), 1);
                var back = client.worker(space, 1)) {
            // It does not serve the space: what is another's is not given to it.
            elsewhere.progress(request, 0.5);
            back.progress(request, 0.6);
            awaitRunning(space, back, 1);
            awaitRunning(space, first, 0);
            first.socket.close();
            first.socket.awaitClose();
            back.complete(request, "done");
            assertThat(back.awaitAnswer().get("accepted").booleanValue()).isTrue();
        }
        var done = client.get("/api/requests/" + id, client.user).json();
        assertThat(done.get("status").textValue()).isEqualTo("completed");
        assertThat(done.get("attempt").intValue()).isOne();
    }

    private void awaitRunning(GatewayClient.Space space, TestWorker worker, int count) {
        var connection = worker.registration.get("connection_id");
        Eventually.holds(SOON, () -> assertThat(client.get("/api/workers?space=" + space.id(), client.admin)
                        .json()
                        .get("items"))
                .anySatisfy(each -> {
                    assertThat(each.get("connection_id")).isEqualTo(connection);
                    assertThat(each.get("running").intValue()).isEqualTo(count);
                }));
    }

    @Test
    void aSocketIoWorkerThatIsToldLeasesMayGoOnToo() {
        var space = client.space();
        try (var first = SioWorker.connect(client.port);
                var second = SioWorker.connect(client.port)) {
            first.register(Map.of("space_name", space.name(), "capacity", 1));
            client.submitted(space, client.user, "hi");
            var request = first.awaitRequest();
            second.register(Map.of("space_name", space.name(), "held", List.of(request)));
            first.kill();
            assertThat(second.complete(request, "done").get("success").booleanValue())
                    .isTrue();
            assertThat(client.status(request.get("request_id").textValue())).isEqualTo("completed");
        }
    }

    @Test
    void whoLeavesPingsUnansweredIsSaidToHave() {
        var space = client.space();
        try (var peer = RawPeer.connect(client.port)) {
            peer.upgrade("/ws/worker");
            peer.send(
                    RawPeer.TEXT,
                    ("{\"type\":\"register\",\"space_name\":\"" + space.name() + "\"}")
                            .getBytes(StandardCharsets.UTF_8));
            var id = client.submitted(space, client.user, "hi");
            try (var events = client.follow(id, client.user)) {
                var reason = events.next(
                                event -> event.data() != null && event.data().has("reason"))
                        .data()
                        .get("reason")
                        .textValue();
                assertThat(reason).startsWith("the worker left pings unanswered for ");
            }
        }
    }
}
