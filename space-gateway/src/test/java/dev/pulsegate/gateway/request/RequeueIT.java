package dev.pulsegate.gateway.request;

import java.time.Duration;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.gateway.it.TestWorker;
import dev.pulsegate.testkit.event.EventReader.Event;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Administrators put running requests back into the queue. */
@GatewayServiceTest
class RequeueIT {

    private final GatewayClient client = new GatewayClient();

    private Answer requeue(String id, String token) {
        return client.post("/api/requests/" + id + "/requeue", token, "");
    }

    @Test
    void aRunningRequestGoesToAnotherWorkerAndItsFirstMayNotAnswerAnyMore() {
        var space = client.space();
        try (var first = client.worker(space, 1);
                var events = client.follow(client.submitted(space, client.user, "hi"), client.user)) {
            var request = first.awaitRequest();
            var id = request.get("request_id").textValue();
            first.chunk(request, 0, "half");
            events.next(event -> event.name().equals("chunk"));
            first.socket.send("{\"type\":\"drain\"}");
            Eventually.holds(Duration.ofSeconds(10), () -> assertThat(
                            client.get("/api/workers?space=" + space.id(), client.admin)
                                    .json()
                                    .at("/items/0/draining")
                                    .booleanValue())
                    .isTrue());
            var answer = requeue(id, client.admin);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("id")).isEqualTo(id);
            assertThat(answer.text("status")).isEqualTo("queued");
            assertThat(answer.json().get("attempt").intValue()).isOne();
            var cancel = first.await("inference_cancel");
            assertThat(cancel.get("request_id").textValue()).isEqualTo(id);
            assertThat(cancel.get("attempt").intValue()).isOne();
            var queued = events.next();
            assertThat(queued.name()).isEqualTo("queued");
            assertThat(queued.data().get("reason").textValue()).contains("administrator");
            assertThat(queued.data().get("wait_reason").textValue()).isNotBlank();
            first.complete(request, "late");
            assertThat(first.awaitAnswer().get("accepted").booleanValue()).isFalse();
            assertThat(client.status(id)).isEqualTo("queued");
            try (var second = client.worker(space, 1)) {
                var again = second.awaitRequest();
                assertThat(again.get("request_id").textValue()).isEqualTo(id);
                assertThat(again.get("attempt").intValue()).isEqualTo(2);
                first.complete(request, "later still");
                assertThat(first.awaitAnswer().get("accepted").booleanValue()).isFalse();
                second.complete(again, "whole");
                assertThat(second.awaitAnswer().get("accepted").booleanValue()).isTrue();
            }
            assertThat(events.toEnd().stream().map(Event::name)).containsExactly("processing", "completed");
        }
    }

    @Test
    void aWorkerThatIsFreeGetsItAgainBeforeWhatCameLater() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "one");
            var later = client.submitted(space, client.user, "two");
            worker.awaitRequest();
            assertThat(requeue(id, client.admin).status()).isEqualTo(200);
            var told = worker.socket.awaitJson(2);
            assertThat(told)
                    .extracting(
                            message -> TestWorker.type(message) + message.get("attempt") + message.get("request_id"))
                    .containsExactlyInAnyOrder("inference_cancel1\"" + id + '"', "inference_request2\"" + id + '"');
            told.stream()
                    .filter(message -> TestWorker.type(message).equals("inference_request"))
                    .forEach(again -> worker.complete(again, "done"));
            assertThat(worker.awaitRequest().get("request_id").textValue()).isEqualTo(later);
        }
    }

    @Test
    void oneThatWaitsOrHasEndedStaysAsItIs() {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        var waiting = requeue(id, client.admin);
        assertThat(waiting.status()).isEqualTo(409);
        assertThat(waiting.header("Content-Type")).startsWith("application/problem+json");
        assertThat(waiting.text("detail")).contains("queued");
        try (var worker = client.worker(space, 1)) {
            worker.complete(worker.awaitRequest(), "done").awaitAnswer();
            var completed = requeue(id, client.admin);
            assertThat(completed.status()).isEqualTo(409);
            assertThat(completed.text("detail")).contains("completed");
            assertThat(client.status(id)).isEqualTo("completed");
        }
    }

    @Test
    void onlyAdministratorsPutBackWhatIsThere() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            worker.awaitRequest();
            assertThat(requeue(id, client.user).status()).isEqualTo(403);
            assertThat(requeue(id, null).status()).isEqualTo(401);
            assertThat(client.status(id)).isEqualTo("processing");
        }
        assertThat(requeue(UUID.randomUUID().toString(), client.admin).status()).isEqualTo(404);
        assertThat(requeue("x", client.admin).status()).isEqualTo(404);
    }
}
