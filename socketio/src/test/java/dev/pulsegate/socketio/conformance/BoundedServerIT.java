package dev.pulsegate.socketio.conformance;

import java.net.URI;
import java.time.Duration;

import io.quarkus.test.common.http.TestHTTPResource;
import org.junit.jupiter.api.BeforeEach;

import dev.pulsegate.testkit.socket.RawPeer;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of a server with narrow bounds, over real connections. */
abstract class BoundedServerIT {

    static final Duration SOON = Duration.ofSeconds(15);
    static final int MAX_PAYLOAD = 10_000;

    @TestHTTPResource("/")
    URI base;

    EngineClient client;

    @BeforeEach
    void connect() {
        client = new EngineClient(base, "/bounded");
    }

    void isUnknown(String sid) {
        var refusal = client.get(sid);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.body()).contains("Session ID unknown");
    }

    static String chunk(int length) {
        return Integer.toHexString(length) + "\r\n" + "4".repeat(length) + "\r\n";
    }

    RawPeer webSocket() {
        var peer = RawPeer.connect(client.port(), 4096);
        assertThat(peer.upgrade("/bounded/?EIO=4&transport=websocket")).startsWith("HTTP/1.1 101");
        return peer;
    }
}
