package dev.pulsegate.gateway.request;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.event.EventReader.Event;

import static org.assertj.core.api.Assertions.assertThat;

/** A request's way from its submission to its end, as its owner and its worker see it. */
@GatewayServiceTest
class RequestFlowIT {

    private final GatewayClient client = new GatewayClient();

    @Test
    void aWorkerAnswersARequest() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "what is this?");
            var request = worker.awaitRequest();
            assertThat(request.get("request_id").textValue()).isEqualTo(id);
            assertThat(request.get("attempt").intValue()).isOne();
            assertThat(request.get("space_name").textValue()).isEqualTo(space.name());
            assertThat(request.get("username").textValue()).isEqualTo("ada");
            assertThat(request.at("/payload/prompt").textValue()).isEqualTo("what is this?");
            assertThat(request.at("/payload/timestamp").textValue()).isNotBlank();
            assertThat(request.get("deadline").textValue()).isNotBlank();
            assertThat(client.status(id)).isEqualTo("processing");
            worker.complete(request, "a beat");
            var answer = worker.awaitAnswer();
            assertThat(answer.get("accepted").booleanValue()).isTrue();
            var view = client.get("/api/requests/" + id, client.user).json();
            assertThat(view.get("status").textValue()).isEqualTo("completed");
            assertThat(view.at("/result/text").textValue()).isEqualTo("a beat");
            assertThat(view.at("/input/prompt").textValue()).isEqualTo("what is this?");
        }
    }

    @Test
    void whoWaitsGetsTheResultInTheAnswer() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var answer = CompletableFuture.supplyAsync(
                    () -> client.submit(space, client.user, "{\"prompt\":\"hi\"}", "Prefer", "wait=30"));
            worker.complete(worker.awaitRequest(), "there");
            assertThat(answer.join().status()).isEqualTo(200);
            assertThat(answer.join().header("Preference-Applied")).isEqualTo("wait=30");
            assertThat(answer.join().text("status")).isEqualTo("completed");
            assertThat(answer.join().json().at("/result/text").textValue()).isEqualTo("there");
            var view = client.get("/api/requests/" + answer.join().text("id"), client.user);
            assertThat(answer.join().json()).isEqualTo(view.json());
        }
    }

    @Test
    void eventsAreToldAsTheyHappenAndAgainToWhoComesLate() {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        try (var events = client.follow(id, client.user)) {
            var queued = events.next();
            assertThat(queued.name()).isEqualTo("queued");
            assertThat(queued.id()).isEqualTo("1");
            assertThat(queued.data().get("position").intValue()).isOne();
            assertThat(queued.data().get("wait_reason").textValue()).isEqualTo("no_worker");
            try (var worker = client.worker(space, 1)) {
                var request = worker.awaitRequest();
                assertThat(events.next(event -> event.name().equals("processing"))
                                .data()
                                .get("attempt")
                                .intValue())
                        .isOne();
                worker.progress(request, 0.5);
                assertThat(events.next().data().get("progress").doubleValue()).isEqualTo(0.5);
                worker.chunk(request, 0, "a");
                assertThat(events.next().data().get("text").textValue()).isEqualTo("a");
                worker.chunk(request, 1, "b").complete(request, "ab");
                assertThat(events.next().data().get("text").textValue()).isEqualTo("b");
                var completed = events.next();
                assertThat(completed.name()).isEqualTo("completed");
                assertThat(completed.data().at("/result/text").textValue()).isEqualTo("ab");
                assertThat(events.next()).isNull();
            }
        }
        try (var late = client.follow(id, client.user)) {
            var all = late.toEnd();
            assertThat(all.stream().map(Event::name))
                    .containsExactly("queued", "processing", "progress", "chunk", "chunk", "completed");
            assertThat(all.stream().map(Event::id)).containsExactly("1", "2", "3", "4", "5", "6");
        }
        try (var resumed = client.follow(id, client.user, "Last-Event-ID", "4")) {
            assertThat(resumed.toEnd().stream().map(Event::name)).containsExactly("chunk", "completed");
        }
    }

    @Test
    void aQuietStreamShowsThatItLivesByAnEventThatMovesNothing() {
        var id = client.submitted(client.space(), client.user, "hi");
        try (var events = client.follow(id, client.user)) {
            var heartbeat = events.next(event -> event.name().equals("heartbeat"));
            assertThat(heartbeat.id()).isEmpty();
            assertThat(heartbeat.data().get("interval_millis").intValue()).isEqualTo(300);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "4", "2147483648", "99999999999999999999"})
    void whoHasAllOfAFinishedRequestIsNotToComeBack(String lastEventId) {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        try (var worker = client.worker(space, 1)) {
            worker.complete(worker.awaitRequest(), "there");
            worker.awaitAnswer();
        }
        try (var events = client.follow(id, client.user, "Last-Event-ID", lastEventId)) {
            assertThat(events.response.statusCode()).isEqualTo(204);
            assertThat(events.next()).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1000", "99999999999999999999"})
    void anEventThatHasNotBeenYetMeansTheLatest(String lastEventId) {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        try (var events = client.follow(id, client.user, "Last-Event-ID", lastEventId);
                var worker = client.worker(space, 1)) {
            worker.complete(worker.awaitRequest(), "there");
            assertThat(events.toEnd().stream().map(Event::name)).containsExactly("processing", "completed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "-1", "1.5", "0x1", "1e3", "100000000000000000000"})
    void whatIsNoEventsNumberIsABadRequest(String lastEventId) {
        var id = client.submitted(client.space(), client.user, "hi");
        try (var events = client.follow(id, client.user, "Last-Event-ID", lastEventId)) {
            assertThat(events.response.statusCode()).isEqualTo(400);
        }
    }

    @Test
    void whoComesBackWhileItWaitsHearsItsPositionAgain() {
        var id = client.submitted(client.space(), client.user, "hi");
        try (var events = client.follow(id, client.user, "Last-Event-ID", "1")) {
            var queued = events.next();
            assertThat(queued.name()).isEqualTo("queued");
            assertThat(queued.id()).isEmpty();
            assertThat(queued.data().get("position").intValue()).isOne();
        }
    }

    @Test
    void aWorkersEndHandsItsRequestToTheNext() {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        try (var first = client.worker(space, 1)) {
            first.chunk(first.awaitRequest(), 0, "half");
        }
        try (var second = client.worker(space, 1)) {
            var request = second.awaitRequest();
            assertThat(request.get("request_id").textValue()).isEqualTo(id);
            assertThat(request.get("attempt").intValue()).isEqualTo(2);
            second.complete(request, "whole");
            second.awaitAnswer();
        }
        assertThat(client.status(id)).isEqualTo("completed");
    }

    @Test
    void cancelingTellsTheWorkerAndFreesIt() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var running = client.submitted(space, client.user, "one");
            var waiting = client.submitted(space, client.user, "two");
            var next = client.submitted(space, client.user, "three");
            var request = worker.awaitRequest();
            assertThat(client.delete("/api/requests/" + waiting, client.user).text("status"))
                    .isEqualTo("canceled");
            assertThat(client.delete("/api/requests/" + running, client.user).status())
                    .isEqualTo(200);
            var cancel = worker.await("inference_cancel");
            assertThat(cancel.get("request_id").textValue()).isEqualTo(running);
            assertThat(worker.awaitRequest().get("request_id").textValue()).isEqualTo(next);
            worker.complete(request, "too late");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isFalse();
            assertThat(client.status(running)).isEqualTo("canceled");
        }
    }

    @Test
    void theDeadlineIsKept() {
        var space = client.space("\"deadline_seconds\":1");
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            assertThat(worker.await("inference_cancel").get("reason").textValue())
                    .contains("deadline");
            assertThat(client.status(id)).isEqualTo("expired");
            worker.complete(request, "late");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isFalse();
        }
    }
}
