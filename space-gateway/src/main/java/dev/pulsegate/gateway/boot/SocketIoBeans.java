package dev.pulsegate.gateway.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import dev.pulsegate.gateway.worker.socketio.SpacesNamespace;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.memory.MemoryBudgets;
import dev.pulsegate.socketio.quarkus.EngineEndpoint;
import dev.pulsegate.socketio.quarkus.SocketIoConfig;
import dev.pulsegate.socketio.quarkus.SocketIoServerConfig;
import dev.pulsegate.socketio.server.SocketIoServer;

/** Puts the spaces dialect's server to where Socket.IO clients look for one: {@code /socket.io}, default namespace. */
@ApplicationScoped
class SocketIoBeans {

    @Produces
    @Singleton
    SocketIoServer server(
            SpacesNamespace spaces, SocketIoServerConfig config, PlatformConfig platform, MemoryBudgets budgets) {
        return SocketIoServer.builder(config.settings())
                .namespace("/", spaces)
                .newcomers(platform.socket().strangerMessage())
                .memory(budgets.messages())
                .build();
    }

    void stop(@Disposes SocketIoServer server) {
        server.close();
    }

    @Produces
    @Singleton
    EngineEndpoint endpoint(SocketIoServer server, SocketIoConfig config) {
        return new EngineEndpoint("workers", "/socket.io", config.settings(), server);
    }
}
