package dev.pulsegate.socketio.conformance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.JsonNode;

import dev.pulsegate.socketio.quarkus.EngineEndpoint;
import dev.pulsegate.socketio.quarkus.SocketIoConfig;
import dev.pulsegate.socketio.quarkus.SocketIoServerConfig;
import dev.pulsegate.socketio.server.Admission;
import dev.pulsegate.socketio.server.ConnectRequest;
import dev.pulsegate.socketio.server.IncomingEvent;
import dev.pulsegate.socketio.server.SioSocket;
import dev.pulsegate.socketio.server.SocketIoServer;
import dev.pulsegate.socketio.server.SocketListener;

/**
 * Socket.IO as its official suite wants it: two namespaces that tell a client its own credentials, and send messages back.
 */
final class SuiteApplication {

    /** The server the suite talks to. */
    @Produces
    @Singleton
    EngineEndpoint socketIo(SocketIoConfig engine, SocketIoServerConfig config) {
        return new EngineEndpoint(
                "socket.io",
                "/socket.io",
                ConformanceApplication.suiteSettings(engine),
                server(config, Duration.ofSeconds(1)));
    }

    /** The same for our own tests, with times that a busy machine can keep. */
    @Produces
    @Singleton
    EngineEndpoint patient(SocketIoConfig engine, SocketIoServerConfig config) {
        var settings = ConformanceApplication.settings(
                engine.settings(), Duration.ofMillis(300), Duration.ofSeconds(15), 1000);
        return new EngineEndpoint("patient", "/patient/socket.io", settings, server(config, Duration.ofSeconds(3)));
    }

    private static SocketIoServer server(SocketIoServerConfig config, Duration connectTimeout) {
        return SocketIoServer.builder(config.settings().withConnectTimeout(connectTimeout))
                .namespace("/", SuiteApplication::admit)
                .namespace("/custom", SuiteApplication::admit)
                .build();
    }

    private static CompletionStage<Admission> admit(ConnectRequest request) {
        return CompletableFuture.completedStage(Admission.accepted(new SocketListener() {
            @Override
            public void connected(SioSocket socket) {
                socket.emit("auth", request.auth());
            }

            @Override
            public void event(IncomingEvent event) {
                var args = event.args().toArray(JsonNode[]::new);
                switch (event.name()) {
                    case "message" -> event.socket().emit("message-back", args);
                    case "message-with-ack" -> event.acknowledge(args);
                    default -> {}
                }
            }
        }));
    }
}
