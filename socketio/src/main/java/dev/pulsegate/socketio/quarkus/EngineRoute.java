package dev.pulsegate.socketio.quarkus;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.memory.ByteBudget;
import dev.pulsegate.platform.socket.Transport;
import dev.pulsegate.socketio.engine.Admission;
import dev.pulsegate.socketio.engine.EngineError;
import dev.pulsegate.socketio.engine.EngineServer;
import dev.pulsegate.socketio.engine.Handshake;
import dev.pulsegate.socketio.engine.Session;

/** Every request to one server's path, polling and WebSockets alike. Happens on the connection's event loop. */
final class EngineRoute implements Handler<RoutingContext> {

    private static final int NO_CONTENT = 204;

    private final EngineServer server;
    private final CrossOrigin crossOrigin;
    private final int maxPayload;
    private final ByteBudget budget;

    EngineRoute(EngineServer server, CrossOrigin crossOrigin, int maxPayload, ByteBudget budget) {
        this.budget = budget;
        this.server = server;
        this.crossOrigin = crossOrigin;
        this.maxPayload = maxPayload;
    }

    @Override
    public void handle(RoutingContext routing) {
        var request = routing.request();
        var context = VertxContext.getRootContext(Vertx.currentContext());
        if (request.method().equals(HttpMethod.OPTIONS)) {
            crossOrigin.allowPreflight(request, routing.response());
            routing.response().setStatusCode(NO_CONTENT).end();
        } else if (crossOrigin.isForeign(request)) {
            refuse(routing, context, EngineError.FORBIDDEN);
        } else {
            crossOrigin.allow(request, routing.response());
            query(request)
                    .ifPresentOrElse(
                            query -> admit(routing, context, query),
                            () -> refuse(routing, context, EngineError.BAD_REQUEST));
        }
    }

    private void admit(RoutingContext routing, Context context, Map<String, List<String>> query) {
        var request = routing.request();
        var upgrade = "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
        var admission = server.admit(
                request.method().name(),
                name -> query.getOrDefault(name, List.of()).stream().findFirst(),
                upgrade);
        switch (admission) {
            case Admission.Begins(var transport) -> {
                var handshake = new Handshake(headers(request), query, address(request));
                switch (transport) {
                    case POLLING -> begin(routing, context, handshake);
                    case WEBSOCKET ->
                        upgrade(routing, context, link -> server.open(handshake, link, executor(context))
                                .ifPresent(link::feed));
                }
            }
            case Admission.Belongs(var session, var kind) -> {
                switch (kind) {
                    case POLL -> session.polled(exchange(routing, context, session));
                    case POST -> {
                        request.pause();
                        session.posted(exchange(routing, context, session));
                    }
                    case WEBSOCKET ->
                        upgrade(routing, context, link -> {
                            session.connected(link);
                            link.feed(session);
                        });
                }
            }
            case Admission.Refused(var error) -> refuse(routing, context, error);
        }
    }

    private void begin(RoutingContext routing, Context context, Handshake handshake) {
        var exchange = new VertxExchange(routing, context, budget);
        server.open(handshake, exchange, executor(context)).ifPresent(exchange::belongsTo);
    }

    private VertxExchange exchange(RoutingContext routing, Context context, Session session) {
        var exchange = new VertxExchange(routing, context, budget);
        exchange.belongsTo(session);
        return exchange;
    }

    private void refuse(RoutingContext routing, Context context, EngineError error) {
        new VertxExchange(routing, context, budget).refuse(error);
    }

    private void upgrade(RoutingContext routing, Context context, Consumer<VertxLink> then) {
        var transport = Transport.of(routing.request().connection());
        routing.request()
                .toWebSocket()
                .onSuccess(socket -> then.accept(new VertxLink(socket, transport, context, maxPayload)))
                .onFailure(routing::fail);
    }

    /** Runs a session's events on the event loop its first request came on. */
    private static Executor executor(Context context) {
        return task -> {
            try {
                context.runOnContext(ignored -> task.run());
            } catch (RejectedExecutionException e) {
                // The process is ending, and its event loops have ended before it.
            }
        };
    }

    private static Map<String, List<String>> headers(HttpServerRequest request) {
        var headers = new HashMap<String, List<String>>();
        for (var name : request.headers().names()) {
            headers.merge(
                    name.toLowerCase(Locale.ROOT), List.copyOf(request.headers().getAll(name)), (first, same) -> first);
        }
        return headers;
    }

    private static Optional<Map<String, List<String>>> query(HttpServerRequest request) {
        try {
            var query = request.query();
            return Optional.of(query == null ? Map.of() : new QueryStringDecoder(query, false).parameters());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String address(HttpServerRequest request) {
        var remote = request.remoteAddress();
        return remote == null || remote.hostAddress() == null ? "" : remote.hostAddress();
    }
}
