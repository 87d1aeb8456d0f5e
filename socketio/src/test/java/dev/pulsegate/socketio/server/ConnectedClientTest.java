package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;

import dev.pulsegate.socketio.protocol.PacketLimits;

import static org.assertj.core.api.Assertions.assertThat;

/** A client in the main namespace, and its socket at the server. */
abstract class ConnectedClientTest {

    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final Duration PATIENCE = Duration.ofSeconds(15);
    static final int MAX_PENDING_ACKS = 3;
    static final long MAX_WAITING_BYTES = 100_000;

    final RecordingListener listener = new RecordingListener() {
        @Override
        public void event(IncomingEvent event) {
            super.event(event);
            handler.accept(event);
        }
    };
    final SocketIoServer server = SocketIoServer.builder(
                    new SocketIoSettings(PATIENCE, 4, MAX_PENDING_ACKS, MAX_WAITING_BYTES, PacketLimits.defaults()))
            .namespace("/", request -> CompletableFuture.completedStage(Admission.accepted(listener)))
            .build();
    final MemorySession client = MemorySession.connect(server);
    final SioSocket socket = listener.awaitSocket();
    volatile Consumer<IncomingEvent> handler = event -> {};

    @AfterEach
    void closeServer() {
        server.close();
    }

    static AckException.Reason failure(CompletionStage<?> answer) {
        var thrown = new ArrayList<Throwable>();
        try {
            answer.toCompletableFuture().orTimeout(15, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            thrown.add(e.getCause());
        }
        assertThat(thrown).hasSize(1).first().isInstanceOf(AckException.class);
        return ((AckException) thrown.getFirst()).reason();
    }

    static List<JsonNode> values(CompletionStage<List<JsonNode>> answer) {
        return answer.toCompletableFuture().orTimeout(15, TimeUnit.SECONDS).join();
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
