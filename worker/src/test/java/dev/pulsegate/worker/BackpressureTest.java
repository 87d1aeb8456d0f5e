package dev.pulsegate.worker;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.worker.fake.FakeGateway;
import dev.pulsegate.worker.fake.Wire;
import dev.pulsegate.worker.handler.Handler;

import static dev.pulsegate.worker.RunningWorker.text;
import static dev.pulsegate.worker.fake.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

class BackpressureTest {

    private static final int CHUNKS = 200;

    private final FakeGateway gateway = FakeGateway.start();
    private final AtomicReference<Thread> handling = new AtomicReference<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final Handler sendsMuch = (_, out) -> {
        handling.set(Thread.currentThread());
        for (int i = 0; i < CHUNKS; i++) {
            out.chunk("x".repeat(64 << 10));
            sent.incrementAndGet();
        }
        return text("done");
    };

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void aHandlerWaitsWhileTheGatewayDoesNotReadAndNothingIsLost() {
        try (var _ = RunningWorker.start(gateway.address(), sendsMuch)) {
            var connection = gateway.registeredConnection();
            connection.pause();
            connection.request("r", 1);
            awaitBlocked();
            int sentWhileBlocked = sent.get();
            connection.resume();
            for (int seq = 0; seq < CHUNKS; seq++) {
                assertThat(connection.next("inference_chunk").path("seq").asInt())
                        .isEqualTo(seq);
            }

            assertThat(connection.result().path("status").asText()).isEqualTo("completed");
            assertThat(sentWhileBlocked).isLessThan(CHUNKS);
        }
    }

    @Test
    void aHandlerThatWaitsForASlowGatewayCanBeCanceled() {
        try (var worker = RunningWorker.start(gateway.address(), sendsMuch)) {
            var connection = gateway.registeredConnection();
            connection.pause();
            connection.request("r", 1);
            awaitBlocked();
            connection.send("{'type':'inference_cancel','request_id':'r','attempt':1,'reason':'too slow'}");

            eventually("the handler is out", () -> handling.get().getState() == Thread.State.TERMINATED);
            assertThat(worker.event(WorkerEvent.Canceled.class).reason()).isEqualTo("too slow");
            connection.resume();
        }
    }

    @Test
    void aHandlerThatWaitsForASlowGatewayGoesOnWhenTheConnectionIsLost() throws IOException {
        try (var wire = new Wire(gateway.port());
                var _ = RunningWorker.start(wire.address(), sendsMuch)) {
            var connection = gateway.registeredConnection();
            connection.pause();
            connection.request("r", 1);
            awaitBlocked();
            wire.cut();
            var second = gateway.registeredConnection();

            assertThat(second.skipTo("inference_result")
                            .path("result")
                            .path("text")
                            .asText())
                    .isEqualTo("done");
        }
    }

    /** Blocked, and not only for the moment it takes to write a frame. */
    private void awaitBlocked() {
        var last = new AtomicInteger(-1);
        var unchanged = new AtomicInteger();
        eventually("the handler waits", () -> {
            var thread = handling.get();
            boolean waits = thread != null && thread.getState() == Thread.State.WAITING;
            unchanged.set(waits && last.getAndSet(sent.get()) == sent.get() ? unchanged.get() + 1 : 0);
            return unchanged.get() > 100;
        });
    }
}
