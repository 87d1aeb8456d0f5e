package dev.pulsegate.socketio.client;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import dev.pulsegate.socketio.conformance.ConformanceApplication;
import dev.pulsegate.socketio.quarkus.EngineEndpoint;
import dev.pulsegate.socketio.quarkus.SocketIoConfig;
import dev.pulsegate.socketio.server.Admission;
import dev.pulsegate.socketio.server.ConnectRequest;
import dev.pulsegate.socketio.server.DisconnectReason;
import dev.pulsegate.socketio.server.IncomingEvent;
import dev.pulsegate.socketio.server.SioSocket;
import dev.pulsegate.socketio.server.SocketIoServer;
import dev.pulsegate.socketio.server.SocketIoSettings;
import dev.pulsegate.socketio.server.SocketListener;

import static org.assertj.core.api.Assertions.assertThat;

/** What real clients talk to: a namespace for everybody, and one for those with a token. */
@ApplicationScoped
class ClientApplication {

    static final String PATH = "/client/socket.io";
    static final String TOKEN = "let-me-in";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final BlockingQueue<DisconnectReason> disconnected = new LinkedBlockingQueue<>();

    @Produces
    @Singleton
    EngineEndpoint clients(SocketIoConfig engine) {
        var server = SocketIoServer.builder(SocketIoSettings.defaults())
                .namespace("/", request -> CompletableFuture.completedStage(Admission.accepted(new Everybody())))
                .namespace("/private", ClientApplication::admit)
                .build();
        // A client that vanishes between two polls is missed when it does not answer a ping: within 6 s.
        var settings =
                ConformanceApplication.settings(engine.settings(), Duration.ofSeconds(1), Duration.ofSeconds(5), 1000);
        return new EngineEndpoint("client", PATH, settings, server);
    }

    /** Forgets why sockets were disconnected before. */
    void forget() {
        disconnected.clear();
    }

    /** Why the next socket of the main namespace was disconnected, once it is. */
    DisconnectReason awaitDisconnected() {
        try {
            var reason = disconnected.poll(60, TimeUnit.SECONDS);
            assertThat(reason).isNotNull();
            return reason;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static CompletionStage<Admission> admit(ConnectRequest request) {
        var decision = new CompletableFuture<Admission>();
        Thread.startVirtualThread(() -> {
            var token = request.auth().path("token");
            decision.complete(
                    token.asText().equals(TOKEN)
                            ? Admission.accepted(new Welcome(token))
                            : Admission.refused("Not for you", JSON.objectNode().put("retry_after", 7)));
        });
        return decision;
    }

    /** Greets. */
    private record Welcome(JsonNode token) implements SocketListener {

        @Override
        public void connected(SioSocket socket) {
            socket.emit("welcome", token);
        }

        @Override
        public void event(IncomingEvent event) {}
    }

    /** Does what clients ask for. */
    private final class Everybody implements SocketListener {

        @Override
        public void event(IncomingEvent event) {
            var socket = event.socket();
            var args = event.args().toArray(JsonNode[]::new);
            switch (event.name()) {
                case "echo" -> socket.emit("echo-back", args);
                case "ask" -> event.acknowledge(args);
                case "question-me" -> {
                    var question = socket.emitWithAck(
                            "question", PATIENCE, JSON.numberNode(41), BinaryNode.valueOf(new byte[] {1, 2}));
                    socket.emit(
                            "answered", question.toCompletableFuture().join().toArray(JsonNode[]::new));
                }
                case "dismiss" -> socket.disconnect();
                default -> throw new IllegalArgumentException(event.name());
            }
        }

        @Override
        public void disconnected(DisconnectReason reason) {
            disconnected.add(reason);
        }
    }
}
