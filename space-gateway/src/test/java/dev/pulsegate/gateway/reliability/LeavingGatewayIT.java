package dev.pulsegate.gateway.reliability;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.pulsegate.gateway.worker.socketio.SioWorker;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** One of two gateway processes is told to stop while everybody is at work, and all go on at the other. */
@Timeout(300)
class LeavingGatewayIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Map<String, String> ONE_OF_TWO = Map.of("pulsegate.platform.stop-window", "6s");

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void workersBringOrFinishWhatTheyHaveAndWhoWaitsGoesOnWhereItWas() throws Exception {
        try (var installation = new Installation(folder)) {
            var owner = new Owner(installation.tokens());
            var records = new Records(installation);
            var leaving = installation.startGateway(ONE_OF_TWO);
            var other = installation.startGateway().address();
            var from = leaving.address();
            var moved = owner.createSpace(from, "Moved", Map.of());
            var finished = owner.createSpace(from, "Finished", Map.of());
            try (var worker = register(from, "Moved", "");
                    var socketIoWorker = SioWorker.connect(from.getPort())) {
                socketIoWorker.register("Finished");
                var carried = owner.submit(from, moved);
                var handedOver = worker.awaitJson(ofType("inference_request"));
                var drained = owner.submit(from, finished);
                var shown = socketIoWorker.awaitRequest();
                var events = follow(owner, from, carried, "0");
                Eventually.holds(PATIENCE, () -> assertThat(events.ids()).containsExactly("1", "2"));
                var waiting = http.sendAsync(
                        owner.request(from, "/api/spaces/" + moved + "/requests")
                                .header("Prefer", "wait=60")
                                .POST(BodyPublishers.ofString("{\"prompt\":\"waits\"}"))
                                .build(),
                        BodyHandlers.ofString());
                var second = worker.awaitJson(ofType("inference_request"));

                leaving.beginStop();

                assertThat(waiting).succeedsWithin(PATIENCE);
                assertThat(waiting.join().statusCode()).isEqualTo(202);
                assertThat(events.end()).succeedsWithin(PATIENCE);
                assertThat(events.lines()).anyMatch(line -> line.matches("retry: ?\\d+"));
                assertThat(worker.awaitJson(ofType("reconnect"))
                                .get("after_millis")
                                .longValue())
                        .isBetween(0L, 3000L);
                var held = List.of(attempt(handedOver), attempt(second));
                try (var again = register(other, "Moved", ",\"held\":" + held)) {
                    complete(again, handedOver);
                    complete(again, second);
                    // It could not have brought that elsewhere.
                    assertThat(socketIoWorker
                                    .complete(shown, "done")
                                    .get("success")
                                    .booleanValue())
                            .isTrue();
                    socketIoWorker.awaitEnd();
                    assertThat(worker.awaitClose().code()).isEqualTo(1012);
                }

                var histories = records.awaitEnds(moved, PATIENCE);
                histories.putAll(records.awaitEnds(finished, PATIENCE));
                Records.assertCompletedOnce(histories, List.of(carried, drained, Owner.idOf(waiting.join())));
                assertThat(histories.values())
                        .allSatisfy(each -> assertThat(each.attempts()).containsExactly(1));
                assertThat(events.ids()).containsExactly("1", "2");
                var rest = follow(owner, other, carried, "2");
                assertThat(rest.end()).succeedsWithin(PATIENCE);
                assertThat(rest.ids()).containsExactly("3");
                assertThat(rest.lines()).contains("event:completed");
            }
        }
    }

    private static TestSocket register(URI gateway, String space, String members) {
        var socket = TestSocket.open("ws://" + gateway.getAuthority() + "/ws/worker");
        socket.send("{\"type\":\"register\",\"space_name\":\"" + space + "\",\"capacity\":2" + members + "}");
        assertThat(socket.awaitJson(ofType("register_response")).get("success").booleanValue())
                .isTrue();
        return socket;
    }

    private static Predicate<JsonNode> ofType(String type) {
        return message -> message.path("type").asText().equals(type);
    }

    private static ObjectNode attempt(JsonNode handedOver) {
        return JSON.createObjectNode()
                .put("request_id", handedOver.get("request_id").textValue())
                .put("attempt", handedOver.get("attempt").intValue())
                .put("lease", handedOver.get("lease").textValue());
    }

    private static void complete(TestSocket worker, JsonNode handedOver) {
        worker.send(attempt(handedOver)
                .put("type", "inference_result")
                .put("status", "completed")
                .set("result", JSON.createObjectNode().put("text", "done"))
                .toString());
        assertThat(worker.awaitJson(ofType("inference_result_response"))
                        .get("accepted")
                        .booleanValue())
                .isTrue();
    }

    /** A stream of events: what has come of it, and that it has ended. */
    private record Followed(List<String> lines, CompletableFuture<Void> end) {

        /** The ids of its events, in order. */
        List<String> ids() {
            return lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .map(line -> line.substring("id:".length()).strip())
                    .toList();
        }
    }

    private Followed follow(Owner owner, URI gateway, UUID request, String lastEventId) {
        var follow = owner.request(gateway, "/api/requests/" + request + "/events")
                .header("Last-Event-ID", lastEventId)
                .build();
        List<String> lines = new CopyOnWriteArrayList<>();
        var end = http.sendAsync(follow, BodyHandlers.ofLines())
                .thenAcceptAsync(answer -> answer.body().forEach(lines::add), Thread::startVirtualThread);
        return new Followed(lines, end);
    }
}
