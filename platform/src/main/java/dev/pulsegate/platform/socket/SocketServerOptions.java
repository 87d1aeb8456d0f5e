package dev.pulsegate.platform.socket;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

import dev.pulsegate.platform.PlatformConfig;

/** What Quarkus has no configuration for. */
@ApplicationScoped
public class SocketServerOptions implements HttpServerOptionsCustomizer {

    private final PlatformConfig.Socket limits;

    SocketServerOptions(PlatformConfig config) {
        this.limits = config.socket();
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        bound(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        bound(options);
    }

    private void bound(HttpServerOptions options) {
        options.setSendBufferSize(limits.sendBuffer());
        // For connections that were refused: nobody else waits for their peers to answer the close frame.
        options.setWebSocketClosingTimeout((int) limits.closeGrace().toSeconds());
    }
}
