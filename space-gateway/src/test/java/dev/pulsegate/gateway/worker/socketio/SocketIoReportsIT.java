package dev.pulsegate.gateway.worker.socketio;

import java.util.ArrayList;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.http.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** What workers report by Socket.IO, right or wrong, and who hears of it. */
@GatewayServiceTest
class SocketIoReportsIT extends SocketIoClientIT {

    @Test
    void progressAndChunksReachWhoeverFollows() {
        var space = client.space();
        try (var worker = worker(space)) {
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            try (var events = client.follow(id, client.user)) {
                var progress = Map.of("request_id", id, "progress", 0.5, "message", "half way");
                assertThat(worker.call("inference_progress", progress)
                                .get("success")
                                .booleanValue())
                        .isTrue();
                worker.emit("inference_chunk", Map.of("request_id", id, "seq", 0, "text", "Hel"))
                        .emit("inference_chunk", Map.of("request_id", id, "seq", 1, "text", "lo"));
                worker.complete(request, "Hello");
                assertThat(events.next(event -> event.name().equals("progress"))
                                .data()
                                .get("progress")
                                .doubleValue())
                        .isEqualTo(0.5);
                var text = new ArrayList<String>();
                for (int i = 0; i < 2; i++) {
                    text.add(events.next(event -> event.name().equals("chunk"))
                            .data()
                            .get("text")
                            .textValue());
                }
                assertThat(text).containsExactly("Hel", "lo");
            }
        }
    }

    @Test
    void aFailureIsTold() {
        var space = client.space();
        try (var worker = worker(space)) {
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            worker.emit(
                    "inference_result",
                    Map.of(
                            "request_id",
                            request.get("request_id"),
                            "status",
                            "failed",
                            "result",
                            Map.of("error", "no")));
            awaitStatus(id, "failed");
            assertThat(client.get("/api/requests/" + id, client.user).json().toString())
                    .contains("\"no\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"request_id\":7}",
                "{\"request_id\":\"7\",\"status\":\"completed\",\"result\":{}}",
                "{\"request_id\":\"01a20051-8a1b-767c-9a77-b325aa3acad3\",\"status\":\"done\",\"result\":{}}",
                "{\"request_id\":\"01a20051-8a1b-767c-9a77-b325aa3acad3\",\"status\":\"completed\",\"result\":[]}",
                "[]",
                "\"text\"",
                "7",
                "null"
            })
    void whatIsNoResultIsToldSoAndTheConnectionStays(String data) {
        var space = client.space();
        try (var worker = worker(space)) {
            var answer = worker.call("inference_result", Answer.parse(data));
            assertThat(answer.get("success").booleanValue()).isFalse();
            client.submitted(space, client.user, "hi");
            worker.awaitRequest();
        }
    }

    @Test
    void unknownEventsArePassedOver() {
        var space = client.space();
        try (var worker = worker(space)) {
            for (int i = 0; i < 100; i++) {
                worker.emit("heartbeat", Map.of("n", i));
            }
            client.submitted(space, client.user, "hi");
            worker.awaitRequest();
        }
    }

    @Test
    void aWorkerThatMakesNoSenseIsDisconnected() {
        try (var worker = connect()) {
            for (int i = 0; i < 25 && worker.isOpen(); i++) {
                worker.emit("register", "nonsense");
            }
            worker.awaitEnd();
        }
    }

    @Test
    void aResultFromAnotherConnectionIsRefusedAndCountedAndChangesNothing() {
        var space = client.space();
        try (var holder = worker(space)) {
            var id = client.submitted(space, client.user, "hi");
            var request = holder.awaitRequest();
            try (var other = worker(space)) {
                var before = refusals();
                var answer = other.complete(request, "forged");
                assertThat(answer.get("success").booleanValue()).isFalse();
                assertThat(answer.get("message").textValue()).isNotBlank();
                assertThat(refusals()).isGreaterThan(before);
                assertThat(client.status(id)).isEqualTo("processing");

                var error = other.emit("inference_result", SioWorker.completed(request, "forged"))
                        .awaitEvent("error");
                assertThat(error.get("request_id").textValue()).isEqualTo(id);
                assertThat(error.get("message").textValue()).isNotBlank();
            }
            holder.complete(request, "mine");
            assertThat(holder.complete(request, "again").get("success").booleanValue())
                    .as("a second result")
                    .isFalse();
            assertThat(client.get("/api/requests/" + id, client.user)
                            .json()
                            .at("/result/text")
                            .textValue())
                    .isEqualTo("mine");
        }
    }

    @Test
    void anAttemptNamedByNumberAndLeaseIsNotTakenHere() {
        var space = client.space();
        try (var holder = client.worker(space, 1);
                var other = worker(client.space())) {
            var id = client.submitted(space, client.user, "hi");
            var request = holder.awaitRequest();
            var stolen = Map.of(
                    "request_id", id,
                    "attempt", request.get("attempt"),
                    "lease", request.get("lease"),
                    "status", "completed",
                    "result", Map.of());
            assertThat(other.call("inference_result", stolen).get("success").booleanValue())
                    .isFalse();
            assertThat(client.status(id)).isEqualTo("processing");
        }
    }
}
