package dev.pulsegate.gateway.worker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import dev.pulsegate.gateway.it.GatewayClient;
import dev.pulsegate.gateway.it.GatewayServiceTest;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.socket.RawPeer.Frame;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers that mean harm or are broken: each is dealt with, and a good one beside it notices nothing. */
@GatewayServiceTest
class HostileWorkerIT {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final String PATH = "/ws/worker";

    private final GatewayClient client = new GatewayClient();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Has a hostile worker of a space do something, while a good one works in another. */
    private void beside(Consumer<RawPeer> hostile) {
        var space = client.space();
        try (var good = client.worker(space, 1);
                var peer = RawPeer.connect(client.port)) {
            peer.upgrade(PATH);
            hostile.accept(peer);
            client.submitted(space, client.user, "hi");
            good.complete(good.awaitRequest(), "unharmed");
            assertThat(good.awaitAnswer().get("accepted").booleanValue()).isTrue();
        }
    }

    private Frame awaitText(RawPeer peer, String type) {
        while (true) {
            var frame = peer.readFrame();
            if (frame.opcode() == RawPeer.TEXT && frame.text().contains("\"" + type + "\"")) {
                return frame;
            }
        }
    }

    private void register(RawPeer peer, GatewayClient.Space space) {
        peer.send(RawPeer.TEXT, bytes("{\"type\":\"register\",\"space_name\":\"" + space.name() + "\"}"));
        awaitText(peer, "register_response");
    }

    @Test
    void aFrameOverTheLimitEndsTheConnection() {
        beside(peer -> {
            peer.sendBytes(RawPeer.frame(true, RawPeer.TEXT, new byte[(1 << 20) + 1]));
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aResultOfFiftyMegabytesEndsTheConnection() {
        beside(peer -> {
            var part = bytes("x".repeat(500_000));
            try {
                peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, bytes("{\"type\":\"inference_result\",\"x\":\"")));
                for (int i = 0; i < 100; i++) {
                    peer.sendBytes(RawPeer.frame(false, RawPeer.CONTINUATION, part));
                }
            } catch (RuntimeException ended) {
                return;
            }
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aResultThatIsTooLongIsRefusedAndTheRequestIsTheWorkersStill() {
        var space = client.space();
        try (var worker = client.worker(space, 1)) {
            var id = client.submitted(space, client.user, "hi");
            var request = worker.awaitRequest();
            worker.complete(request, "x".repeat(600_000));
            var error = worker.await("error");
            assertThat(error.get("code").textValue()).isEqualTo("too_large");
            assertThat(error.get("request_id").textValue()).isEqualTo(id);
            worker.complete(request, "short");
            assertThat(worker.awaitAnswer().get("accepted").booleanValue()).isTrue();
        }
    }

    @Test
    void halfAFrameHoldsNobodyUp() {
        beside(peer -> {
            var frame = RawPeer.frame(true, RawPeer.TEXT, bytes("{\"type\":\"drain\"}"));
            peer.sendBytes(java.util.Arrays.copyOf(frame, frame.length / 2));
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void binaryIsAnsweredAsNonsense() {
        beside(peer -> {
            peer.send(2, new byte[] {1, 2, 3});
            assertThat(awaitText(peer, "error").text()).contains("malformed");
        });
    }

    @Test
    void deepNestingIsAnsweredAsNonsense() {
        beside(peer -> {
            peer.send(RawPeer.TEXT, bytes("{\"type\":\"drain\",\"x\":" + "[".repeat(3000) + "]".repeat(3000) + "}"));
            assertThat(awaitText(peer, "error").text()).contains("malformed");
        });
    }

    @Test
    void whoDoesNotAnswerPingsIsGoneAndItsWorkIsAnothers() {
        var space = client.space();
        try (var peer = RawPeer.connect(client.port)) {
            peer.upgrade(PATH);
            register(peer, space);
            var id = client.submitted(space, client.user, "hi");
            awaitText(peer, "inference_request");
            try (var good = client.worker(space, 1)) {
                var request = good.awaitRequest();
                assertThat(request.get("request_id").textValue()).isEqualTo(id);
                assertThat(request.get("attempt").intValue()).isEqualTo(2);
            }
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(4408);
        }
    }

    @Test
    void aResetConnectionsWorkIsAnothersAtOnce() {
        var space = client.space();
        var id = client.submitted(space, client.user, "hi");
        try (var peer = RawPeer.connect(client.port)) {
            peer.upgrade(PATH);
            register(peer, space);
            awaitText(peer, "inference_request");
            peer.reset();
        }
        try (var good = client.worker(space, 1)) {
            assertThat(good.awaitRequest().get("request_id").textValue()).isEqualTo(id);
        }
    }

    @Test
    void aFloodOfReportsOfNothingEndsTheConnection() {
        var space = client.space();
        beside(peer -> {
            register(peer, space);
            var report = RawPeer.frame(
                    true,
                    RawPeer.TEXT,
                    bytes("{\"type\":\"inference_progress\",\"request_id\":\"01a20051-8a1b-767c-9a77-b325aa3acad3\"}"));
            var many = new byte[report.length * 1000];
            for (int i = 0; i < 1000; i++) {
                System.arraycopy(report, 0, many, i * report.length, report.length);
            }
            try {
                for (int i = 0; i < 200; i++) {
                    peer.sendBytes(many);
                }
            } catch (RuntimeException ended) {
                return;
            }
            peer.awaitEnd(SOON);
        });
    }
}
