package dev.pulsegate.socketio.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that are wrong, too much, too slow or gone, over real connections. */
@QuarkusTest
@Timeout(60)
class BadRequestsIT extends BoundedServerIT {

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsRead() {
        var sid = client.open();
        try (var peer = client.raw()) {
            EngineClient.beginRequest(peer, "POST " + client.polling(sid), "Content-Length: 10001\r\n", "4");
            assertThat(peer.readHead()).startsWith("HTTP/1.1 413");
        }
        isUnknown(sid);
    }

    @Test
    void aBodyThatBecomesTooLongIsRefusedToo() {
        var sid = client.open();
        try (var peer = client.raw()) {
            EngineClient.beginRequest(
                    peer, "POST " + client.polling(sid), "Transfer-Encoding: chunked\r\n", chunk(6000) + chunk(6000));
            assertThat(peer.readHead()).startsWith("HTTP/1.1 413");
        }
        isUnknown(sid);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedOverHttp2WithoutHarmToOtherRequests() {
        var http2 = new EngineClient(base, "/bounded", HttpClient.Version.HTTP_2);
        var other = http2.open();
        var poll = http2.beginGet(other);
        var sid = http2.open();
        assertThat(http2.post(sid, "4" + "x".repeat(MAX_PAYLOAD)).statusCode()).isEqualTo(413);
        isUnknown(sid);
        assertThat(http2.post(other, "4hello").version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(poll.join().body()).isEqualTo("4hello");
    }

    /** Cancelled too soon, a request is never sent; so this may take more than one attempt. */
    @Test
    void aPollThatIsCancelledOverHttp2EndsTheSession() {
        var http2 = new EngineClient(base, "/bounded", HttpClient.Version.HTTP_2);
        Eventually.holds(SOON, () -> {
            var sid = http2.open();
            var poll = http2.beginGet(sid);
            assertThat(http2.post(sid, "6").statusCode()).isEqualTo(200);
            poll.cancel(true);
            Eventually.holds(
                    Duration.ofSeconds(3),
                    () -> assertThat(http2.post(sid, "6").statusCode()).isEqualTo(400));
        });
    }

    @Test
    void aBodyOfExactlyTheAnnouncedLengthIsTaken() {
        var body = "4" + "x".repeat(MAX_PAYLOAD - 1);
        var sid = client.open();
        assertThat(client.post(sid, body).statusCode()).isEqualTo(200);
        assertThat(client.get(sid).body()).isEqualTo(body);
        assertThat(client.post(
                                sid,
                                BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream("4chunked".getBytes(StandardCharsets.US_ASCII))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.get(sid).body()).isEqualTo("4chunked");
    }

    @Test
    void aBodyThatIsNoUtf8EndsTheSession() {
        var sid = client.open();
        assertThat(client.post(sid, BodyPublishers.ofByteArray(new byte[] {'4', (byte) 0xFF}))
                        .statusCode())
                .isEqualTo(400);
        isUnknown(sid);
    }

    @Test
    void aSecondPostEndsTheSession() {
        var sid = client.open();
        try (var peer = client.raw()) {
            EngineClient.beginRequest(
                    peer, "POST " + client.polling(sid), "Content-Length: 100\r\nExpect: 100-continue\r\n", "");
            assertThat(peer.readHead()).startsWith("HTTP/1.1 100");
            assertThat(client.post(sid, "4second").statusCode()).isEqualTo(400);
            assertThat(peer.readHead()).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close");
            peer.awaitEnd(SOON);
        }
        isUnknown(sid);
    }

    @Test
    void aPostThatIsBrokenOffEndsTheSession() {
        var sid = client.open();
        var peer = client.raw();
        EngineClient.beginRequest(
                peer, "POST " + client.polling(sid), "Content-Length: 100\r\nExpect: 100-continue\r\n", "");
        assertThat(peer.readHead()).startsWith("HTTP/1.1 100");
        peer.reset();
        Eventually.holds(
                SOON, () -> assertThat(client.post(sid, "4x").statusCode()).isEqualTo(400));
    }

    @Test
    void aPostThatStandsStillIsEnded() {
        var sid = client.open();
        try (var peer = client.raw()) {
            EngineClient.beginRequest(peer, "POST " + client.polling(sid), "Content-Length: 100\r\n", "4half");
            assertThat(peer.readHead()).startsWith("HTTP/1.1 408");
            peer.awaitEnd(SOON);
        }
        isUnknown(sid);
    }

    @Test
    void aPollWhoseClientHalfClosesEndsTheSession() throws IOException {
        var sid = client.open();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), client.port())) {
            socket.getOutputStream()
                    .write(("GET " + client.polling(sid) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            Eventually.holds(SOON, () -> isUnknown(sid));
        }
    }

    @Test
    void requestsToSessionsThatDoNotExistAreRefused() {
        var guessed = "A".repeat(27);
        isUnknown(guessed);
        assertThat(client.post(guessed, "4x").statusCode()).isEqualTo(400);
        assertThat(client.refusalOfWebSocket(client.webSocket(guessed).substring("/bounded".length())))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void anAddressThatCannotBeReadIsRefused() {
        try (var peer = client.raw()) {
            EngineClient.beginRequest(peer, "GET /bounded/?EIO=4&transport=%zz", "", "");
            assertThat(peer.readHead()).startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void methodsThatASessionHasNoUseForAreRefused() {
        var sid = client.open();
        var query = client.polling(sid).substring("/bounded".length());
        assertThat(client.send("PUT", query, BodyPublishers.ofString("4x")).statusCode())
                .isEqualTo(400);
        assertThat(client.send("DELETE", query, BodyPublishers.noBody()).statusCode())
                .isEqualTo(400);
        assertThat(client.post(sid, "4still here").statusCode()).isEqualTo(200);
    }

    @Test
    void aHandshakeWithTooMuchToKeepIsRefused() {
        assertThat(client.handshake("/?EIO=4&transport=polling", "Cookie", "a=" + "x".repeat(5000))
                        .statusCode())
                .isEqualTo(431);
    }

    @Test
    void anApplicationThatFailsEndsOneSession() {
        var other = client.open();
        try (var log = new CapturedLog();
                var socket = client.connect()) {
            socket.awaitText();
            assertThat(socket.send("4fail").awaitClose().code()).isEqualTo(1011);
            assertThat(log.alarms()).anyMatch(line -> line.contains("as asked for"));
        }
        assertThat(client.post(other, "4x").statusCode()).isEqualTo(200);
    }

    @Test
    void oneAddressHasSoManySessionsAndNoMore() {
        var small = new EngineClient(base, "/small");
        var first = small.open();
        try (var second = small.connect()) {
            second.awaitText();
            assertThat(small.handshake("/?EIO=4&transport=polling").statusCode())
                    .isEqualTo(429);
            try (var third = small.connect()) {
                assertThat(third.awaitClose().code()).isEqualTo(1013);
            }
            var poll = small.beginGet(first);
            small.post(first, "1");
            assertThat(poll.join().statusCode()).isEqualTo(200);
            var again = Eventually.value(SOON, small::open);
            small.post(again, "1");
            small.get(again);
        }
        Eventually.holds(SOON, () -> {
            var sid = small.open();
            small.post(sid, "1");
            small.get(sid);
        });
    }
}
