package dev.pulsegate.apart.proxy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.pulsegate.testkit.socket.RawPeer;

import static dev.pulsegate.apart.proxy.RunningProxy.answer;
import static dev.pulsegate.apart.proxy.RunningProxy.send;
import static org.assertj.core.api.Assertions.assertThat;

/** That things pass as they come: events, bodies, WebSockets, and their ends. */
class StreamingTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final String SWITCH = String.join(
            "\r\n",
            "HTTP/1.1 101 Switching Protocols",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
            "Sec-WebSocket-Protocol: pulsegate.ecg.v1.binary",
            "",
            "");

    @RegisterExtension
    final RunningProxy proxy = new RunningProxy();

    @Test
    void eventsComeOneByOneAndALeavingReaderIsNoticed() {
        RawBackend.Connection replica;
        try (var peer = proxy.peer()) {
            send(peer, "GET /api/events HTTP/1.1", "Host: a", "Accept: text/event-stream");
            replica = proxy.gateway().accept();
            replica.readHead();
            replica.say("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(peer.readHead()).contains("text/event-stream");
            for (var event : new String[] {"data: 1\n\n", "data: 2\n\n"}) {
                replica.say("9\r\n" + event + "\r\n");
                assertThat(new String(peer.readBytes(14), StandardCharsets.UTF_8))
                        .isEqualTo("9\r\n" + event + "\r\n");
            }
        }
        replica.awaitEnd();
    }

    @Test
    void aRefusalComesBeforeTheBodyIsSent() {
        try (var peer = proxy.peer()) {
            send(peer, "POST /api/files HTTP/1.1", "Host: a", "Content-Length: 100000000");
            var replica = proxy.gateway().accept();
            assertThat(replica.readHead()).containsIgnoringCase("content-length: 100000000");
            replica.say("HTTP/1.1 413 Content Too Large\r\nContent-Length: 2\r\n\r\nno");
            assertThat(answer(peer)).startsWith("HTTP/1.1 413").endsWith("no");
            replica.awaitEnd();
        }
    }

    @Test
    void whoAsksWhetherToGoOnIsAnsweredByTheReplica() {
        try (var peer = proxy.peer()) {
            send(peer, "PUT /files/1 HTTP/1.1", "Host: a", "Content-Length: 3", "Expect: 100-continue");
            var replica = proxy.gateway().accept();
            assertThat(replica.readHead()).containsIgnoringCase("expect: 100-continue");
            replica.say("HTTP/1.1 100 Continue\r\n\r\n");
            assertThat(peer.readHead()).startsWith("HTTP/1.1 100");
            peer.sendBytes("abc".getBytes(StandardCharsets.US_ASCII));
            assertThat(replica.read(3)).asString(StandardCharsets.US_ASCII).isEqualTo("abc");
            replica.say("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
            assertThat(answer(peer)).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void aBodyInChunksArrivesWhileItIsSent() {
        try (var peer = proxy.peer()) {
            send(peer, "POST /api/files HTTP/1.1", "Host: a", "Transfer-Encoding: chunked");
            peer.sendBytes("3\r\nabc\r\n".getBytes(StandardCharsets.US_ASCII));
            var replica = proxy.gateway().accept();
            assertThat(replica.readHead()).containsIgnoringCase("transfer-encoding: chunked");
            assertThat(replica.read(8)).asString(StandardCharsets.US_ASCII).isEqualTo("3\r\nabc\r\n");
            peer.sendBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(replica.read(5)).asString(StandardCharsets.US_ASCII).isEqualTo("0\r\n\r\n");
            replica.say("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
            assertThat(answer(peer)).startsWith("HTTP/1.1 201");
        }
    }

    @Test
    void anUploadThatBreaksOffBreaksOffAtTheReplica() {
        RawBackend.Connection replica;
        try (var peer = proxy.peer()) {
            send(peer, "POST /api/files HTTP/1.1", "Host: a", "Content-Length: 10");
            peer.sendBytes(new byte[5]);
            replica = proxy.gateway().accept();
            replica.readHead();
            assertThat(replica.read(5)).hasSize(5);
        }
        replica.awaitEnd();
    }

    @Test
    void anAnswerThatBreaksOffDoesNotLookWhole() {
        try (var peer = proxy.peer()) {
            send(peer, "GET /api/files/1 HTTP/1.1", "Host: a");
            var replica = proxy.gateway().accept();
            replica.readHead();
            replica.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            peer.readHead();
            assertThat(peer.readBytes(8)).asString(StandardCharsets.US_ASCII).isEqualTo("3\r\nabc\r\n");
            replica.close();
            assertThat(peer.readBytes(1)).as("what ends a body in chunks").isEmpty();
        }
    }

    @Test
    void aWebSocketIsPassedOnByteForByteWithItsProtocolAndCloseCode() {
        try (var peer = proxy.peer()) {
            send(
                    peer,
                    "GET /ws/worker?token=t HTTP/1.1",
                    "Host: a",
                    "Connection: keep-alive, Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Protocol: pulsegate.ecg.v1.binary");
            var replica = proxy.gateway().accept();
            assertThat(replica.readHead())
                    .startsWith("GET /ws/worker?token=t HTTP/1.1")
                    .containsIgnoringCase("\r\nupgrade: websocket\r\n")
                    .containsIgnoringCase("\r\nconnection: upgrade\r\n")
                    .containsIgnoringCase("sec-websocket-protocol: pulsegate.ecg.v1.binary");
            // The first frame comes with the answer.
            var hello = new byte[] {(byte) 0x81, 2, 'h', 'i'};
            var answered = Arrays.copyOf(SWITCH.getBytes(StandardCharsets.US_ASCII), SWITCH.length() + 4);
            System.arraycopy(hello, 0, answered, SWITCH.length(), 4);
            replica.say(answered);
            assertThat(peer.readHead())
                    .startsWith("HTTP/1.1 101")
                    .containsIgnoringCase("sec-websocket-protocol: pulsegate.ecg.v1.binary")
                    .containsIgnoringCase("sec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(peer.readFrame().text()).isEqualTo("hi");
            peer.send(RawPeer.TEXT, "there".getBytes(StandardCharsets.UTF_8));
            assertThat(replica.read(11)).asString(StandardCharsets.ISO_8859_1).endsWith("there");

            replica.say(new byte[] {(byte) 0x88, 2, 0x11, 0x31});
            replica.close();

            assertThat(peer.readFrame().closeCode()).isEqualTo(4401);
            peer.awaitEnd(LIMIT);
        }
    }

    @Test
    void aWebSocketThatIsRefusedIsAnsweredAsARequest() {
        try (var peer = proxy.peer()) {
            send(peer, "GET /ws/worker HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: websocket");
            var replica = proxy.gateway().accept();
            replica.readHead();
            replica.say("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
            assertThat(answer(peer)).startsWith("HTTP/1.1 403").endsWith("no");
        }
    }

    @Test
    void aPeerThatLeavesItsWebSocketIsNoticed() {
        RawBackend.Connection replica;
        try (var peer = proxy.peer()) {
            send(peer, "GET /ws/worker HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: websocket");
            replica = proxy.gateway().accept();
            replica.readHead();
            replica.say(SWITCH);
            peer.readHead();
            peer.reset();
        }
        replica.awaitEnd();
    }
}
