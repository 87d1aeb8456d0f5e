package dev.pulsegate.gateway.worker.socketio;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The spaces dialect of Socket.IO, as the prototype's workers speak it. */
@GatewayServiceTest
class SocketIoWorkerIT extends SocketIoClientIT {

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
}
