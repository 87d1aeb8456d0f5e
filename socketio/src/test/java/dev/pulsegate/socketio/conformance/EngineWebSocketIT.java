package dev.pulsegate.socketio.conformance;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What Engine.IO's official suite asserts of WebSockets and of upgrades to them, over real ones. */
@QuarkusTest
@Timeout(60)
class EngineWebSocketIT extends EngineIT {

    @Test
    void aWebSocketBeginsWithAHandshake() {
        try (var socket = client.connect()) {
            assertThat(socket.awaitText())
                    .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{27}\",\"upgrades\":\\[],\"pingInterval\":25000,"
                            + "\"pingTimeout\":20000,\"maxPayload\":10000}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/?transport=websocket",
                "/?EIO=abc&transport=websocket",
                "/?EIO=4",
                "/?EIO=4&transport=abc",
                "/?EIO=4&transport=polling",
                "/?EIO=4&transport=websocket&sid=x"
            })
    void aWebSocketThatMakesNoSenseIsRefused(String query) {
        assertThat(client.refusalOfWebSocket(query)).startsWith("HTTP/1.1 400");
    }

    @Test
    void aWebSocketCarriesMessagesBothWays() {
        try (var socket = client.connect()) {
            socket.awaitText();
            assertThat(socket.send("4hello").awaitText()).isEqualTo("4hello");
            assertThat(socket.send(new byte[] {1, 2, 3, 4}).awaitBinary()).containsExactly(1, 2, 3, 4);
            assertThat(socket.send("4€ 🫀").awaitText()).isEqualTo("4€ 🫀");
        }
    }

    @Test
    void aWebSocketCarriesAsMuchAsAnnounced() {
        var message = "4" + "x".repeat(999_999);
        try (var socket = quick.connect()) {
            socket.awaitText();
            assertThat(socket.send(message).awaitText(text -> !text.equals("2")))
                    .isEqualTo(message);
        }
    }

    @Test
    void aFrameThatIsNoPacketEndsTheSession() {
        try (var socket = client.connect()) {
            socket.awaitText();
            assertThat(socket.send("abc").awaitClose().code()).isEqualTo(4400);
        }
    }

    @Test
    void aWebSocketIsKeptAliveByPings() {
        try (var socket = quick.connect()) {
            socket.awaitText();
            for (int round = 0; round < 3; round++) {
                assertThat(socket.awaitText()).isEqualTo("2");
                socket.send("3");
            }
        }
    }

    @Test
    void aWebSocketThatDoesNotAnswerPingsIsClosed() {
        try (var socket = quick.connect()) {
            assertThat(socket.awaitClose().code()).isEqualTo(4408);
        }
    }

    @Test
    void aClientOnAWebSocketMayLeave() {
        try (var socket = client.connect()) {
            socket.awaitText();
            assertThat(socket.send("1").awaitClose().code()).isEqualTo(1000);
        }
    }

    @Test
    void pollingBecomesAWebSocket() {
        var sid = client.open();
        try (var socket = client.upgrade(sid)) {
            assertThat(socket.send("2probe").awaitText()).isEqualTo("3probe");
            assertThat(client.get(sid).body()).isEqualTo("6");
            assertThat(socket.send("5").send("4hello").awaitText()).isEqualTo("4hello");
        }
    }

    @Test
    void aPollThatWaitsIsEndedByTheUpgrade() {
        var sid = client.open();
        var poll = client.beginGet(sid);
        try (var socket = client.upgrade(sid)) {
            assertThat(socket.send("2probe").awaitText()).isEqualTo("3probe");
            assertThat(poll.join().body()).isEqualTo("6");
            assertThat(socket.send("5").send("4hello").awaitText()).isEqualTo("4hello");
        }
    }

    @Test
    void afterAnUpgradeRequestsAreRefusedAndTheSessionGoesOn() {
        var sid = client.open();
        try (var socket = client.upgrade(sid)) {
            socket.send("2probe").awaitText();
            socket.send("5");
            assertThat(socket.send("4hello").awaitText()).isEqualTo("4hello");
            assertThat(client.get(sid).statusCode()).isEqualTo(400);
            assertThat(client.post(sid, "4x").statusCode()).isEqualTo(400);
            assertThat(socket.send("4again").awaitText()).isEqualTo("4again");
        }
    }

    @Test
    void afterAnUpgradeAnotherWebSocketIsClosedAndTheSessionGoesOn() {
        var sid = client.open();
        try (var socket = client.upgrade(sid)) {
            socket.send("2probe").awaitText();
            socket.send("5");
            assertThat(socket.send("4hello").awaitText()).isEqualTo("4hello");
            try (var second = client.upgrade(sid)) {
                assertThat(second.awaitClose().code()).isEqualTo(4409);
            }
            assertThat(socket.send("4again").awaitText()).isEqualTo("4again");
        }
    }
}
