package dev.pulsegate.ecg.it;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Peers that mean ill or are broken: only their own socket suffers, and nobody is woken at night for them. */
@EcgServiceTest
class HostilePeerIT {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final EcgClient client = new EcgClient();
    private final String token = client.tokens.user().sign();
    private CapturedLog log;
    private TestSocket bystander;

    @BeforeEach
    void watchQuietly() {
        log = new CapturedLog();
        bystander = client.watch("demo");
        bystander.awaitJson();
    }

    @AfterEach
    void nobodyElseNoticed() {
        bystander.awaitJson(2);
        assertThat(bystander.isOpen()).isTrue();
        bystander.close();
        Eventually.holds(SOON, () -> assertThat(client.metric("pulsegate_sockets_open{endpoint=\"ecg-stream\"}"))
                .isZero());
        log.close();
        assertThat(log.alarms()).isEmpty();
    }

    private void withPeer(Consumer<RawPeer> test) {
        try (var peer = RawPeer.connect(client.port)) {
            assertThat(peer.upgrade(client.target(token, "stream=demo"))).startsWith("HTTP/1.1 101");
            test.accept(peer);
        }
    }

    @Test
    void aFloodOfMessagesIsAnsweredByClosing() {
        try (var flooding = client.watch("demo")) {
            for (int i = 0; i < 200 && flooding.isOpen(); i++) {
                try {
                    flooding.send("{\"type\":\"start_stream\"}");
                } catch (RuntimeException closedMeanwhile) {
                    break;
                }
            }
            assertThat(flooding.awaitClose().code()).isEqualTo(4429);
        }
    }

    @Test
    void aFloodOfPingsIsAnsweredByClosing() {
        withPeer(peer -> {
            sendUntilClosed(peer, RawPeer.frame(true, RawPeer.PING, new byte[100]), 5_000);
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(4429);
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aFloodOfPongsIsAnsweredByClosing() {
        withPeer(peer -> {
            sendUntilClosed(peer, RawPeer.frame(true, RawPeer.PONG, new byte[0]), 5_000);
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(4429);
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aFloodOfPingsByAPeerThatDoesNotReadIsEndedAndTakesNoMemory() {
        try (var peer = RawPeer.connect(client.port, 4096)) {
            peer.upgrade(client.target(token, "stream=demo"));
            // As fast as the server takes them, until it ends the connection.
            var ended = sendUntilClosed(peer, RawPeer.frame(true, RawPeer.PING, new byte[125]), Integer.MAX_VALUE);
            assertThat(ended).isTrue();
        }
    }

    private static boolean sendUntilClosed(RawPeer peer, byte[] frame, int times) {
        var deadline = System.nanoTime() + SOON.toNanos();
        for (int i = 0; i < times && System.nanoTime() < deadline; i++) {
            try {
                peer.sendBytes(frame);
            } catch (RuntimeException ended) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aFrameOverTheLimitEndsTheConnection() {
        withPeer(peer -> {
            peer.sendBytes(RawPeer.frame(true, RawPeer.TEXT, new byte[65_537]));
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aMessageOverTheLimitInManyFramesEndsTheConnection() {
        withPeer(peer -> {
            peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, text(" ".repeat(40_000))));
            peer.sendBytes(RawPeer.frame(true, RawPeer.CONTINUATION, text(" ".repeat(40_000))));
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(1009);
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aMessageAtTheLimitIsJustAnError() {
        withPeer(peer -> {
            peer.send(RawPeer.TEXT, text("x".repeat(65_536)));
            while (true) {
                var frame = peer.readFrame();
                if (frame.opcode() == RawPeer.TEXT && frame.text().contains("\"type\":\"error\"")) {
                    assertThat(frame.text()).contains("too_large");
                    return;
                }
            }
        });
    }

    @Test
    void garbageInsteadOfAFrameEndsTheConnection() {
        withPeer(peer -> {
            peer.sendBytes(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 1, 2, 3, 4});
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aFrameThatIsNotMaskedEndsTheConnection() {
        withPeer(peer -> {
            peer.sendBytes(new byte[] {(byte) 0x81, 2, '{', '}'});
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aContinuationOfNothingEndsTheConnection() {
        withPeer(peer -> {
            peer.sendBytes(RawPeer.frame(true, RawPeer.CONTINUATION, text("x")));
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void textThatIsNoUtf8ClosesTheSocketOrIsAnError() {
        withPeer(peer -> {
            peer.send(RawPeer.TEXT, new byte[] {(byte) 0xC3, (byte) 0x28, (byte) 0xA0});
            while (true) {
                var frame = peer.readFrame();
                if (frame.opcode() == RawPeer.CLOSE) {
                    assertThat(frame.closeCode()).isIn(1002, 1007);
                    return;
                }
                if (frame.opcode() == RawPeer.TEXT && frame.text().contains("\"type\":\"error\"")) {
                    return;
                }
            }
        });
    }

    @Test
    void halfAFrameAndThenNothingIsAPeerThatAnswersNoPings() {
        withPeer(peer -> {
            peer.sendBytes(new byte[] {(byte) 0x81, (byte) 0xFE, 1});
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(4408);
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aMessageBegunAndNeverFinishedHoldsNothingUp() {
        withPeer(peer -> {
            peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, text("{\"type\":")));
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(4408);
        });
    }

    @Test
    void aClosingPeerIsAnsweredAndLetGo() {
        withPeer(peer -> {
            peer.send(RawPeer.CLOSE, new byte[] {0x03, (byte) 0xE8});
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(1000);
            peer.awaitEnd(SOON);
        });
    }

    @Test
    void aRefusedPeerThatDoesNotAnswerTheCloseIsLetGoToo() {
        try (var peer = RawPeer.connect(client.port)) {
            peer.upgrade("/ws/ecg/stream?token=nonsense");
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(4401);
            peer.awaitEnd(SOON);
        }
    }

    @Test
    void halfAHandshakeIsGivenUp() {
        try (var peer = RawPeer.connect(client.port)) {
            peer.sendBytes(text("GET /ws/ecg/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: webso"));
            peer.awaitEnd(SOON);
        }
    }

    @Test
    void aHandshakeThatIsNoWebSocketIsRefused() {
        try (var peer = RawPeer.connect(client.port)) {
            var lines = List.of(
                    "GET /ws/ecg/stream HTTP/1.1",
                    "Host: localhost",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Key: x",
                    "Sec-WebSocket-Version: 99");
            peer.sendBytes(text(String.join("\r\n", lines) + "\r\n\r\n"));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 4");
        }
        assertThat(client.get("/ws/ecg/stream", token).status()).isBetween(400, 499);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
