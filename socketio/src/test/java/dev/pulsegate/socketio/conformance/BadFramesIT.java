package dev.pulsegate.socketio.conformance;

import java.nio.charset.StandardCharsets;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.testkit.socket.RawPeer;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** WebSockets that are wrong, too much, too slow or gone, over real connections. */
@QuarkusTest
@Timeout(60)
class BadFramesIT extends BoundedServerIT {

    @Test
    void aFrameThatIsTooLongEndsTheSession() {
        try (var socket = client.connect()) {
            socket.awaitText();
            assertThat(socket.send("4" + "x".repeat(MAX_PAYLOAD)).awaitClose().code())
                    .isEqualTo(1009);
        }
        try (var socket = client.connect()) {
            socket.awaitText();
            assertThat(socket.send(new byte[MAX_PAYLOAD + 1]).awaitClose().code())
                    .isEqualTo(1009);
        }
    }

    @Test
    void aMessageThatIsLongerThanTheServerReadsEndsTheSession() {
        try (var peer = webSocket()) {
            var sid = EngineClient.sid(peer.readFrame().text());
            var part = "x".repeat(500_000).getBytes(StandardCharsets.US_ASCII);
            peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, part));
            peer.sendBytes(RawPeer.frame(false, RawPeer.CONTINUATION, part));
            peer.sendBytes(RawPeer.frame(true, RawPeer.CONTINUATION, part));
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(1009);
            isUnknown(sid);
        }
    }

    @Test
    void aFrameThatTheServerCannotReadEndsTheSession() {
        try (var peer = webSocket()) {
            var sid = EngineClient.sid(peer.readFrame().text());
            peer.sendBytes(new byte[] {(byte) 0xF3, (byte) 0x80, 0, 0, 0, 0});
            peer.awaitEnd(SOON);
            Eventually.holds(SOON, () -> isUnknown(sid));
        }
    }

    @Test
    void aClientThatSendsTooFastLosesItsSession() {
        try (var socket = client.connect()) {
            socket.awaitText();
            for (int i = 0; i < 2000 && socket.isOpen(); i++) {
                try {
                    socket.send("4x");
                } catch (RuntimeException closed) {
                    break;
                }
            }
            assertThat(socket.awaitClose().code()).isEqualTo(4429);
        }
        var sid = client.open();
        assertThat(client.post(sid, "4x" + "\u001e4x".repeat(150)).statusCode()).isEqualTo(400);
        isUnknown(sid);
    }

    @Test
    void pingsOfTheWebSocketItselfCountToo() {
        try (var peer = webSocket()) {
            var sid = EngineClient.sid(peer.readFrame().text());
            peer.send(RawPeer.PING, new byte[] {7});
            assertThat(peer.readFrame().opcode()).isEqualTo(RawPeer.PONG);
            for (int i = 0; i < 150; i++) {
                peer.send(RawPeer.PING, new byte[0]);
            }
            assertThat(peer.readUntilClose().closeCode()).isEqualTo(4429);
            isUnknown(sid);
        }
    }

    @Test
    void aMessageInManyPartsIsOneMessage() {
        try (var peer = webSocket()) {
            peer.readFrame();
            peer.sendBytes(RawPeer.frame(false, RawPeer.TEXT, new byte[] {'4', 'a'}));
            peer.sendBytes(RawPeer.frame(false, RawPeer.CONTINUATION, new byte[] {'b'}));
            peer.sendBytes(RawPeer.frame(true, RawPeer.CONTINUATION, new byte[] {'c'}));
            assertThat(peer.readFrame().text()).isEqualTo("4abc");
        }
    }

    @Test
    void aWebSocketThatDoesNotReadIsCutOff() {
        try (var peer = webSocket()) {
            var sid = EngineClient.sid(peer.readFrame().text());
            peer.send(RawPeer.TEXT, "4fill".getBytes(StandardCharsets.US_ASCII));
            Eventually.holds(SOON, () -> isUnknown(sid));
            peer.awaitEnd(SOON);
        }
    }

    @Test
    void aWebSocketThatReadsGetsTheSame() {
        try (var socket = client.connect()) {
            socket.awaitText();
            socket.send("4fill");
            for (int i = 0; i < 6; i++) {
                assertThat(socket.awaitText()).hasSize(50_001);
            }
        }
    }

    @Test
    void moreThanMayWaitForAClientEndsItsSession() {
        var sid = client.open();
        client.post(sid, "4flood");
        isUnknown(sid);
        try (var socket = client.connect()) {
            socket.awaitText();
            assertThat(socket.send("4flood").awaitClose().code()).isEqualTo(4408);
        }
    }

    @Test
    void anUpgradeThatDoesNotComeToItsEndIsGivenUp() {
        var sid = client.open();
        try (var socket = client.upgrade(sid)) {
            socket.send("2probe").awaitText();
            assertThat(socket.awaitClose().code()).isEqualTo(1000);
        }
        client.post(sid, "4still here");
        assertThat(client.get(sid).body()).isEqualTo("4still here");
    }
}
