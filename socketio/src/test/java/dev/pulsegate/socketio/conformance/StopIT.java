package dev.pulsegate.socketio.conformance;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The process is to stop: in a process of its own, as nothing goes on after it. */
@QuarkusTest
@TestProfile(StopIT.OfItsOwn.class)
@Timeout(60)
class StopIT {

    /** A start of its own. */
    public static final class OfItsOwn implements QuarkusTestProfile {}

    @TestHTTPResource("/")
    URI base;

    @Inject
    Event<ShutdownDelayInitiatedEvent> stop;

    @Test
    void everySessionEndsInAnOrderlyWay() throws Exception {
        var client = new EngineClient(base, "/bounded");
        var waiting = client.beginGet(client.open());
        var small = new EngineClient(base, "/small");
        var between = small.open();
        small.post(between, "4last");
        try (var socket = client.connect()) {
            socket.awaitText();
            var stopped = CompletableFuture.runAsync(
                    () -> stop.fire(new ShutdownDelayInitiatedEvent()), Thread::startVirtualThread);
            assertThat(waiting.join().body()).isEqualTo("1");
            assertThat(socket.awaitClose().code()).isEqualTo(1001);
            Eventually.holds(Duration.ofSeconds(15), () -> assertThat(
                            client.handshake("/?EIO=4&transport=polling").statusCode())
                    .isEqualTo(503));
            assertThat(small.get(between).body()).isEqualTo("4last\u001e1");
            stopped.get(15, TimeUnit.SECONDS);
        }
    }
}
