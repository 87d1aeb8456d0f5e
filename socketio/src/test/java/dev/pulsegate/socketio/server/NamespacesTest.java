package dev.pulsegate.socketio.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.AfterEach;

/** A server whose namespaces let clients in, refuse them, take their time or break. */
abstract class NamespacesTest {

    static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final Duration PATIENCE = Duration.ofSeconds(15);

    final LinkedBlockingQueue<ConnectRequest> requests = new LinkedBlockingQueue<>();
    final CompletableFuture<Admission> slow = new CompletableFuture<>();
    final RecordingListener main = new RecordingListener();
    final RecordingListener other = new RecordingListener();
    SocketIoServer server = server(SocketIoSettings.defaults());

    SocketIoServer server(SocketIoSettings settings) {
        return SocketIoServer.builder(settings)
                .namespace("/", request -> {
                    requests.add(request);
                    return CompletableFuture.completedStage(Admission.accepted(main));
                })
                .namespace("/other", request -> CompletableFuture.completedStage(Admission.accepted(other)))
                .namespace("/slow", request -> slow)
                .namespace("/closed", request -> CompletableFuture.completedStage(Admission.refused("Not for you")))
                .namespace(
                        "/busy",
                        request -> CompletableFuture.completedStage(
                                Admission.refused("Busy", JSON.objectNode().put("retry_after", 7))))
                .namespace("/broken", request -> {
                    throw new IllegalStateException("broken on purpose");
                })
                .namespace("/late", request -> CompletableFuture.failedStage(new IllegalStateException("on purpose")))
                .namespace("/null", request -> null)
                .build();
    }

    void serve(SocketIoSettings settings) {
        server.close();
        server = server(settings);
    }

    @AfterEach
    void closeServer() {
        server.close();
    }
}
