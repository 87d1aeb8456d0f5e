package dev.pulsegate.socketio.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;

/**
 * What the HTTP server must know of WebSockets before the first one comes. WebSockets Next, which has configuration for
 * it, applies that only where it has endpoints.
 */
@ApplicationScoped
public class EngineServerOptions implements HttpServerOptionsCustomizer {

    private final Instance<EngineEndpoint> endpoints;

    EngineServerOptions(@Any Instance<EngineEndpoint> endpoints) {
        this.endpoints = endpoints;
    }

    @Override
    public void customizeHttpServer(HttpServerOptions options) {
        fit(options);
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        fit(options);
    }

    private void fit(HttpServerOptions options) {
        endpoints.forEach(endpoint -> {
            var maxPayload = endpoint.settings().maxPayload();
            options.setMaxWebSocketFrameSize(Math.max(options.getMaxWebSocketFrameSize(), maxPayload))
                    .setMaxWebSocketMessageSize(Math.max(options.getMaxWebSocketMessageSize(), maxPayload))
                    // A few compressed bytes could become any number before anybody counts them.
                    .setPerMessageWebSocketCompressionSupported(false);
        });
    }
}
