package dev.pulsegate.gateway.worker.socketio;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.token.RevokedTokens;
import dev.pulsegate.testkit.http.Answer;
import dev.pulsegate.testkit.token.TestAccessKey;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The spaces dialect of Socket.IO, as the prototype's workers speak it. */
@GatewayServiceTest
class SocketIoWorkerIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final GatewayClient client = new GatewayClient();

    @Inject
    RevokedTokens revocations;

    @Inject
    ChannelJson json;

    private SioWorker connect() {
        return SioWorker.connect(client.port);
    }

    private SioWorker worker(GatewayClient.Space space) {
        var worker = connect();
        assertThat(worker.register(space.name()).get("success").booleanValue()).isTrue();
        return worker;
    }

    private SioWorker worker(GatewayClient.Space space, int capacity) {
        var worker = connect();
        var answer = worker.register(Map.of("space_name", space.name(), "capacity", capacity));
        assertThat(answer.get("success").booleanValue()).isTrue();
        return worker;
    }

    private static List<String> members(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }

    private void awaitStatus(String request, String status) {
        Eventually.holds(SOON, () -> assertThat(client.status(request)).isEqualTo(status));
    }

    @Test
    void aBareWorkerGetsOneRequestAfterTheOtherInOrder() {
        var space = client.space();
        try (var worker = connect()) {
            var registration = worker.register(space.name());
            assertThat(registration.get("success").booleanValue()).isTrue();
            assertThat(registration.get("space_id").textValue()).isEqualTo(space.id());
            assertThat(members(registration))
                    .containsExactlyInAnyOrder("success", "message", "connection_id", "space_id");
            var submitted = List.of(
                    client.submitted(space, client.user, "one"),
                    client.submitted(space, client.user, "two"),
                    client.submitted(space, client.user, "three"));

            for (var id : submitted) {
                var request = worker.awaitRequest();
                assertThat(request.get("request_id").textValue()).isEqualTo(id);
                assertThat(worker.waiting()).isEmpty();
                assertThat(worker.complete(request, "done").get("success").booleanValue())
                        .isTrue();
                assertThat(client.get("/api/requests/" + id, client.user).json().at("/result/text"))
                        .hasToString("\"done\"");
            }
        }
    }

    @Test
    void aWorkerIsListedWithWhatItSpeaks() {
        var space = client.space();
        try (var worker = worker(space)) {
            var listed = client.get("/api/workers?space=" + space.id(), client.admin)
                    .json()
                    .get("items");
            assertThat(listed).hasSize(1);
            assertThat(listed.at("/0/protocol").textValue()).isEqualTo("socketio");
            assertThat(listed.at("/0/capacity").intValue()).isOne();
            assertThat(worker.isOpen()).isTrue();
        }
    }

    @Test
    void aRequestLooksAsInThePrototype() {
        var space = client.space("\"inputs\":[\"prompt\",\"audio\"]");
        try (var worker = worker(space)) {
            client.submit(space, client.user, "{\"prompt\":\"hi\",\"audio_url\":\"https://example.org/a.wav\"}");
            var request = worker.awaitRequest();
            assertThat(members(request)).containsExactlyInAnyOrder("request_id", "username", "payload", "upload");
            assertThat(request.get("username").textValue()).isEqualTo("ada");
            var payload = request.get("payload");
            assertThat(payload.get("prompt").textValue()).isEqualTo("hi");
            assertThat(payload.get("audio").textValue()).isEqualTo("https://example.org/a.wav");
            assertThat(Instant.parse(payload.get("timestamp").textValue())).isBefore(Instant.now());
            assertThat(members(request.get("upload")))
                    .containsExactlyInAnyOrder("put_url", "final_url", "content_type");
        }
    }

    @Test
    void filesAreReadAndResultsPutByTheirAddresses() {
        var space = client.space("\"inputs\":[\"prompt\",\"audio\"]");
        var form = """
                --frontier
                Content-Disposition: form-data; name="prompt"

                listen
                --frontier
                Content-Disposition: form-data; name="audio_file"; filename="a.wav"
                Content-Type: audio/wav

                RIFF
                --frontier--
                """.replace("\n", "\r\n");
        var submission = client.request(space.path() + "/requests", client.user)
                .header("Content-Type", "multipart/form-data; boundary=frontier")
                .POST(BodyPublishers.ofString(form));
        try (var worker = worker(space)) {
            assertThat(client.exchange(submission.build()).status()).isEqualTo(202);
            var request = worker.awaitRequest();
            var audio = here(request.at("/payload/audio").textValue());
            assertThat(client.exchange(HttpRequest.newBuilder(audio).build())
                            .response()
                            .body())
                    .isEqualTo("RIFF");
            assertThat(request.at("/payload/files/0/name").textValue()).isEqualTo("a.wav");

            var upload = request.get("upload");
            var put = HttpRequest.newBuilder(here(upload.get("put_url").textValue()))
                    .header("Content-Type", upload.get("content_type").textValue())
                    .PUT(BodyPublishers.ofString("a picture"));
            assertThat(client.exchange(put.build()).status()).isBetween(200, 299);
            var read = HttpRequest.newBuilder(here(upload.get("final_url").textValue()));
            assertThat(client.exchange(read.build()).response().body()).isEqualTo("a picture");
        }
    }

    private URI here(String url) {
        var address = URI.create(url);
        return URI.create("http://localhost:" + client.port + address.getRawPath() + "?" + address.getRawQuery());
    }

    private void assertRefused(SioWorker worker, String space) {
        var answer = worker.register(space);
        assertThat(answer.get("success").booleanValue()).isFalse();
        assertThat(answer.get("message").textValue()).isNotBlank();
        worker.await("41");
        worker.awaitEnd();
    }

    @Test
    void aRegistrationThatCannotBeIsAnsweredAndDisconnected() {
        assertRefused(connect(), "no such space " + UUID.randomUUID());
        assertRefused(connect(), client.space("\"enabled\":false").name());
        assertRefused(connect(), client.space("\"worker_access\":\"KEY\"").name());

        var space = client.space();
        assertRefused(worker(space), space.name());
        Eventually.holds(SOON, () -> assertThat(connectedWorkers(space)).isZero());
    }

    private int connectedWorkers(GatewayClient.Space space) {
        return client.get(space.path() + "/status", client.user)
                .json()
                .path("connected_workers")
                .intValue();
    }

    @Test
    void aKeyForOtherSpacesIsNotEnough() {
        var space = client.space("\"worker_access\":\"KEY\"");
        assertRefused(
                SioWorker.withAuth(
                        client.port, "key", TestAccessKey.of("another space").text()),
                space.name());
    }

    static Stream<Function<GatewayClient, SioWorker>> credentialsThatAreNone() {
        return Stream.of(
                client -> SioWorker.withAuth(client.port, "key", "pgk_wrong"),
                client -> SioWorker.withAuth(client.port, "key", "pgk_" + "x".repeat(5000)),
                client -> SioWorker.withAuth(client.port, "key", TestAccessKey.UNAVAILABLE),
                client -> SioWorker.withAuth(client.port, "token", "no token"),
                client -> SioWorker.withBearer(client.port, "pgk_wrong"),
                client -> SioWorker.withParameter(client.port, "key", "pgk_wrong"),
                client -> SioWorker.withParameter(
                        client.port,
                        "token",
                        client.tokens.worker("*").expiresInSeconds(-60).sign()));
    }

    @ParameterizedTest
    @MethodSource("credentialsThatAreNone")
    void aBadCredentialIsRefusedAtTheDoorEvenWhereNoneIsNeeded(Function<GatewayClient, SioWorker> connect) {
        try (var worker = connect.apply(client)) {
            assertThat(worker.await("44").data().get("message").textValue()).isNotBlank();
        }
    }

    static Stream<Function<GatewayClient, Function<String, SioWorker>>> waysToShowOne() {
        return Stream.of(
                client -> key -> SioWorker.withAuth(client.port, "key", key),
                client -> key -> SioWorker.withAuth(client.port, "token", key),
                client -> key -> SioWorker.withBearer(client.port, key),
                client -> key -> SioWorker.withParameter(client.port, "key", key));
    }

    @ParameterizedTest
    @MethodSource("waysToShowOne")
    void aKeyOrATokenOpensTheSpacesItIsFor(Function<GatewayClient, Function<String, SioWorker>> show) {
        var space = client.space("\"worker_access\":\"KEY\"");
        var credentials = List.of(
                TestAccessKey.of(space.name()).text(),
                client.tokens.worker(space.name()).sign());
        for (var credential : credentials) {
            try (var worker = show.apply(client).apply(credential)) {
                assertThat(worker.register(space.name()).get("success").booleanValue())
                        .isTrue();
            }
        }
    }

    @Test
    void whoNeverRegistersIsDisconnected() {
        try (var worker = connect()) {
            worker.await("41");
            worker.awaitEnd();
        }
    }

    @Test
    void aRevokedKeyEndsTheConnectionAndItsWorkGoesBack() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var key = TestAccessKey.of(space.name());
        var other = TestAccessKey.of(space.name());
        try (var revoked = SioWorker.withAuth(client.port, "key", key.text())) {
            revoked.register(space.name());
            var id = client.submitted(space, client.user, "hi");
            revoked.awaitRequest();
            try (var heir = SioWorker.withAuth(client.port, "key", other.text())) {
                heir.register(space.name());
                revocations.revoked(json.write(new SessionRevoked(
                        UUID.randomUUID(), SessionRevoked.Scope.ACCESS_KEY, key.id(), Instant.now())));
                revoked.awaitEnd();
                assertThat(heir.awaitRequest().get("request_id").textValue()).isEqualTo(id);
                assertThat(heir.isOpen()).isTrue();
            }
        }
        try (var again = SioWorker.withAuth(client.port, "key", key.text())) {
            assertThat(again.await("44").data().get("message").textValue()).isNotBlank();
        }
    }

    @Test
    void aKeysTokenIsRenewedAndATokenEnds() {
        var space = client.space("\"worker_access\":\"KEY\"");
        var brief = TestAccessKey.of(space.name()).withTokensFor(4);
        var token = client.tokens.worker(space.name()).expiresInSeconds(4).sign();
        try (var lasting = SioWorker.withAuth(client.port, "key", brief.text());
                var ending = SioWorker.withAuth(client.port, "token", token)) {
            lasting.register(space.name());
            ending.register(space.name());
            ending.awaitEnd();
            // Another one with the key's first token, which was no younger, would have ended by now.
            client.submitted(space, client.user, "hi");
            lasting.awaitRequest();
            assertThat(lasting.isOpen()).isTrue();
        }
    }

    @Test
    void twoWorkersShareASpace() {
        var space = client.space();
        try (var first = worker(space);
                var second = worker(space)) {
            var one = client.submitted(space, client.user, "one");
            var two = client.submitted(space, client.user, "two");
            assertThat(Stream.of(first.awaitRequest(), second.awaitRequest())
                            .map(request -> request.get("request_id").textValue()))
                    .containsExactlyInAnyOrder(one, two);
        }
    }

    @Test
    void aCapacityIsFilledAndNoMore() {
        var space = client.space();
        try (var worker = worker(space, 2)) {
            for (int i = 0; i < 3; i++) {
                client.submitted(space, client.user, "hi");
            }
            var first = worker.awaitRequest();
            var second = worker.awaitRequest();
            assertThat(worker.waiting()).isEmpty();
            worker.complete(second, "done");
            assertThat(worker.awaitRequest().get("request_id"))
                    .isNotEqualTo(first.get("request_id"))
                    .isNotEqualTo(second.get("request_id"));
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

    private double refusals() {
        return client.metric("pulsegate_gateway_worker_errors_total{code=\"stale_attempt\"}");
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

    @Test
    void aKilledWorkersRequestGoesToTheNextAtOnce() {
        var space = client.space();
        var killed = worker(space);
        var id = client.submitted(space, client.user, "hi");
        killed.awaitRequest();
        killed.kill();
        try (var heir = worker(space)) {
            var again = heir.awaitRequest();
            assertThat(again.get("request_id").textValue()).isEqualTo(id);
            heir.complete(again, "done");
            awaitStatus(id, "completed");
        }
    }

    @Test
    void aCanceledRequestIsToldToThoseWhoKnowOfIt() {
        var space = client.space();
        try (var worker = worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            worker.awaitRequest();
            client.delete("/api/requests/" + id, client.user);
            var cancel = worker.awaitEvent("inference_cancel");
            assertThat(cancel.get("request_id").textValue()).isEqualTo(id);
            assertThat(cancel.get("reason").textValue()).isNotBlank();
        }
    }

    @Test
    void aBareWorkerHearsNothingOfACancelAndGetsTheNext() {
        var space = client.space();
        try (var worker = worker(space)) {
            var canceled = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            client.delete("/api/requests/" + canceled, client.user);
            var next = client.submitted(space, client.user, "next");
            Eventually.holds(SOON, () -> assertThat(worker.waiting()).isNotEmpty());
            assertThat(worker.waiting()).allSatisfy(packet -> assertThat(packet.isEvent("inference_request"))
                    .isTrue());
            assertThat(worker.awaitRequest().get("request_id").textValue()).isEqualTo(next);
            assertThat(worker.complete(request, "late").get("success").booleanValue())
                    .isFalse();
        }
    }

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
    void aWorkerThatDrainsGetsNoMore() {
        var space = client.space();
        try (var leaving = worker(space)) {
            var first = client.submitted(space, client.user, "one");
            var request = leaving.awaitRequest();
            assertThat(leaving.call("drain", Map.of()).get("success").booleanValue())
                    .isTrue();
            var second = client.submitted(space, client.user, "two");
            leaving.complete(request, "done");
            awaitStatus(first, "completed");
            try (var next = worker(space)) {
                assertThat(next.awaitRequest().get("request_id").textValue()).isEqualTo(second);
            }
            assertThat(leaving.waiting()).isEmpty();
        }
    }

    @Test
    void aDisabledSpaceLosesItsWorkers() {
        var space = client.space();
        try (var worker = worker(space)) {
            assertThat(client.send("PATCH", space.path(), client.admin, "{\"enabled\":false}")
                            .status())
                    .isEqualTo(200);
            worker.await("41");
            worker.awaitEnd();
        }
    }
}
