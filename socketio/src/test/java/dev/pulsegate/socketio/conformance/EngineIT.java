package dev.pulsegate.socketio.conformance;

import java.net.URI;
import java.time.Duration;

import io.quarkus.test.common.http.TestHTTPResource;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A client of Engine.IO over real HTTP and WebSockets. */
abstract class EngineIT {

    static final Duration SOON = Duration.ofSeconds(15);

    @TestHTTPResource("/")
    URI base;

    EngineClient client;
    EngineClient quick;

    @BeforeEach
    void connect() {
        client = new EngineClient(base, "/bounded");
        quick = new EngineClient(base, "/quick");
    }

    void isUnknown(String sid) {
        var refusal = client.get(sid);
        assertThat(refusal.statusCode()).isEqualTo(400);
        assertThat(refusal.body()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
    }
}
