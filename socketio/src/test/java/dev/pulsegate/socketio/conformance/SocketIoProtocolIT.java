package dev.pulsegate.socketio.conformance;

import java.net.URI;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.socket.TestSocket;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the official Socket.IO suite asserts, in words of our own; the part of it that is about Engine.IO is asserted for
 * {@code /engine.io} beside this. Each client answers pings, as a machine under load may take long over a test.
 */
@QuarkusTest
class SocketIoProtocolIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PING = "2";
    private static final String PONG = "3";
    private static final String TWO_PLACES = "{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}";

    @TestHTTPResource("/patient/socket.io/?EIO=4&transport=")
    URI address;

    @TestHTTPResource("/socket.io/?EIO=4&transport=")
    URI suiteAddress;

    private TestSocket open() {
        var socket = TestSocket.open(webSocket(address));
        assertThat(socket.awaitText()).startsWith("0{");
        return socket;
    }

    private static String webSocket(URI address) {
        return address.toString().replaceFirst("http", "ws") + "websocket";
    }

    @Test
    void announcesWhatTheSuiteExpects() throws Exception {
        try (var socket = TestSocket.open(webSocket(suiteAddress))) {
            assertHandshake(socket.awaitText(), "[]");
        }
        assertHandshake(SocketIoPollingIT.get(URI.create(suiteAddress + "polling")), "[\"websocket\"]");
    }

    private static void assertHandshake(String open, String upgrades) throws Exception {
        assertThat(open).startsWith("0");
        var handshake = JSON.readTree(open.substring(1));
        assertThat(handshake.path("sid").isTextual()).isTrue();
        assertThat(handshake.path("upgrades")).isEqualTo(JSON.readTree(upgrades));
        assertThat(handshake.path("pingInterval").intValue()).isEqualTo(300);
        assertThat(handshake.path("pingTimeout").intValue()).isEqualTo(200);
        assertThat(handshake.path("maxPayload").intValue()).isEqualTo(1_000_000);
        assertThat(handshake).hasSize(5);
    }

    /** A client that has connected to the main namespace, and read what it is told there. */
    private TestSocket connect() throws Exception {
        var socket = open().send("40");
        assertThat(next(socket)).startsWith("40{");
        assertThat(next(socket)).isEqualTo("42[\"auth\",{}]");
        return socket;
    }

    private static String next(TestSocket socket) {
        while (true) {
            var text = socket.awaitText();
            if (!text.equals(PING)) {
                return text;
            }
            socket.send(PONG);
        }
    }

    private static JsonNode sid(String packet, String prefix) throws Exception {
        assertThat(packet).startsWith(prefix);
        return JSON.readTree(packet.substring(prefix.length()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "40/,", "40{}"})
    void letsAClientIntoTheMainNamespace(String connect) throws Exception {
        try (var socket = open().send(connect)) {
            var data = sid(next(socket), "40");
            assertThat(data).hasSize(1);
            assertThat(data.path("sid").isTextual()).isTrue();
            assertThat(next(socket)).isEqualTo("42[\"auth\",{}]");
        }
    }

    @Test
    void takesCredentialsAlong() throws Exception {
        try (var socket = open().send("40{\"token\":\"123\"}")) {
            assertThat(sid(next(socket), "40")).hasSize(1);
            assertThat(next(socket)).isEqualTo("42[\"auth\",{\"token\":\"123\"}]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/custom,", "40/custom", "40/custom?x=y,"})
    void letsAClientIntoANamespaceOfItsOwn(String connect) throws Exception {
        try (var socket = open().send(connect)) {
            var data = sid(next(socket), "40/custom,");
            assertThat(data).hasSize(1);
            assertThat(data.path("sid").isTextual()).isTrue();
            assertThat(next(socket)).isEqualTo("42/custom,[\"auth\",{}]");
        }
    }

    @Test
    void takesCredentialsForThatNamespaceAlong() throws Exception {
        try (var socket = open().send("40/custom,{\"token\":\"abc\"}")) {
            assertThat(sid(next(socket), "40/custom,")).hasSize(1);
            assertThat(next(socket)).isEqualTo("42/custom,[\"auth\",{\"token\":\"abc\"}]");
        }
    }

    @Test
    void refusesAnUnknownNamespace() throws Exception {
        try (var socket = open().send("40/random")) {
            assertThat(next(socket)).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4abc", "42[\"message\",1]", "40[]", "41", "4"})
    void closesTheConnectionIfAClientBeginsWithAnythingElse(String packet) throws Exception {
        open().send(packet).awaitClose();
    }

    @Test
    void closesTheConnectionIfAClientConnectsToNothing() throws Exception {
        var socket = open();
        // The client answers pings, so what ends the session is that it is in no namespace.
        Eventually.holds(Duration.ofSeconds(30), () -> {
            answerPings(socket);
            assertThat(socket.isOpen()).isFalse();
        });
    }

    private static void answerPings(TestSocket socket) {
        while (socket.waiting() > 0) {
            assertThat(socket.awaitText()).isEqualTo(PING);
            try {
                socket.send(PONG);
            } catch (RuntimeException closedMeanwhile) {
                return;
            }
        }
    }

    @Test
    void goesOnWithoutANamespace() throws Exception {
        try (var socket = connect().send("41")) {
            assertThat(socket.awaitText()).isEqualTo(PING);
        }
    }

    @Test
    void letsAClientLeaveOneNamespaceAndStayInAnother() throws Exception {
        try (var socket = connect().send("40/custom")) {
            assertThat(next(socket)).startsWith("40/custom,{");
            assertThat(next(socket)).isEqualTo("42/custom,[\"auth\",{}]");
            socket.send("41/custom").send("42[\"message\",\"message to main namespace\"]");
            assertThat(next(socket)).isEqualTo("42[\"message-back\",\"message to main namespace\"]");
        }
    }

    @Test
    void sendsEventsBack() throws Exception {
        try (var socket = connect().send("42[\"message\",1,\"2\",{\"3\":[true]}]")) {
            assertThat(next(socket)).isEqualTo("42[\"message-back\",1,\"2\",{\"3\":[true]}]");
        }
    }

    @Test
    void sendsBinaryEventsBack() throws Exception {
        try (var socket = connect()
                .send("452-[\"message\"," + TWO_PLACES + "]")
                .send(new byte[] {1, 2, 3})
                .send(new byte[] {4, 5, 6})) {
            assertThat(next(socket)).isEqualTo("452-[\"message-back\"," + TWO_PLACES + "]");
            assertThat(socket.awaitBinary()).containsExactly(1, 2, 3);
            assertThat(socket.awaitBinary()).containsExactly(4, 5, 6);
        }
    }

    @Test
    void answersEvents() throws Exception {
        try (var socket = connect().send("42456[\"message-with-ack\",1,\"2\",{\"3\":[false]}]")) {
            assertThat(next(socket)).isEqualTo("43456[1,\"2\",{\"3\":[false]}]");
        }
    }

    @Test
    void answersBinaryEvents() throws Exception {
        try (var socket = connect()
                .send("452-789[\"message-with-ack\"," + TWO_PLACES + "]")
                .send(new byte[] {1, 2, 3})
                .send(new byte[] {4, 5, 6})) {
            assertThat(next(socket)).isEqualTo("462-789[" + TWO_PLACES + "]");
            assertThat(socket.awaitBinary()).containsExactly(1, 2, 3);
            assertThat(socket.awaitBinary()).containsExactly(4, 5, 6);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "42{}",
                "42abc[\"message-with-ack\",1,\"2\",{\"3\":[false]}]",
                "42",
                "42[]",
                "42[{}]",
                "43[]",
                "40",
                "42[\"disconnect\"]",
                "42/custom,[\"message\"]",
                "4511-[\"message\"]",
                "44{}"
            })
    void closesTheConnectionIfAPacketMakesNoSense(String packet) throws Exception {
        connect().send(packet).awaitClose();
    }

    @Test
    void closesTheConnectionIfSomethingElseComesInsteadOfAnAttachment() throws Exception {
        connect()
                .send("451-[\"message\",{\"_placeholder\":true,\"num\":0}]")
                .send("42[\"message\"]")
                .awaitClose();
        connect().send(new byte[] {1}).awaitClose();
    }
}
