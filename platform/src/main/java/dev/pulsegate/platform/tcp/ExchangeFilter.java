package dev.pulsegate.platform.tcp;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.channel.Channel;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.problem.ProblemAnswer;

/** Tells a connection's guard of each request, and refuses what is no request of HTTP/1.1, or one too many of an address. */
@ApplicationScoped
class ExchangeFilter {

    /** Before anything else, while the connection stands where the head ended. */
    private static final int BEGIN_PRIORITY = 3000;

    /** After the request id. */
    private static final int CHECK_PRIORITY = 950;

    private static final String REFUSED_SOCKET = ExchangeFilter.class.getName() + ".refused";
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int SWITCHING_PROTOCOLS = 101;

    private final boolean behindProxy;
    private final Places exchanges;

    ExchangeFilter(Connections connections) {
        this.behindProxy = connections.isBehindProxy();
        this.exchanges = new Places(Integer.MAX_VALUE, connections.perAddress());
    }

    void register(@Observes Filters filters) {
        filters.register(ExchangeFilter::begin, BEGIN_PRIORITY);
        filters.register(this::check, CHECK_PRIORITY);
    }

    private static void begin(RoutingContext context) {
        var request = context.request();
        boolean webSocket = isWebSocket(request);
        var guard = ConnectionGuard.of(channel(request));
        if (guard.isPresent()) {
            begin(context, guard.get(), webSocket);
        } else {
            // It came before the gate was up: what comes next on it is not looked at, so nothing does.
            if (webSocket) {
                context.put(REFUSED_SOCKET, true);
            }
            if (request.version() != HttpVersion.HTTP_2) {
                context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        }
        context.next();
    }

    /** Answers are given by other threads, too; the guard is the connection's own thread's. */
    private static void begin(RoutingContext context, ConnectionGuard guard, boolean webSocket) {
        int number = guard.begin(context.request().version() == HttpVersion.HTTP_2, webSocket);
        if (webSocket && !guard.awaitsFrames()) {
            context.put(REFUSED_SOCKET, true);
        }
        var channel = channel(context.request());
        if (number == 1) {
            ClosedWrites.failOn(channel);
        }
        var connection = channel.eventLoop();
        context.addHeadersEndHandler(answering -> {
            if (context.response().getStatusCode() != SWITCHING_PROTOCOLS) {
                connection.execute(() -> guard.answer(number));
            }
        });
        context.addEndHandler(ended -> {
            if (context.response().getStatusCode() != SWITCHING_PROTOCOLS) {
                connection.execute(() -> guard.end(number));
            }
        });
    }

    private void check(RoutingContext context) {
        var request = context.request();
        if (request.authority() == null) {
            ProblemAnswer.send(context, 400, "Bad Request", "The Host is none.");
        } else if (context.get(REFUSED_SOCKET) != null) {
            ProblemAnswer.send(
                    context, 400, "Bad Request", "A WebSocket is asked for on a connection with no other request.");
        } else if (behindProxy) {
            count(context);
        } else {
            context.next();
        }
    }

    private void count(RoutingContext context) {
        var request = context.request();
        var remote = request.remoteAddress();
        var address = remote == null || remote.hostAddress() == null ? "" : Network.of(remote.hostAddress());
        if (!exchanges.take(address)) {
            ProblemAnswer.send(
                    context, 429, "Too Many Requests", "Too much comes from your address at once.", RETRY_AFTER);
            return;
        }
        if (isWebSocket(request)) {
            channel(request).closeFuture().addListener(closed -> exchanges.giveBack(address));
        } else {
            context.addEndHandler(ended -> exchanges.giveBack(address));
        }
        context.next();
    }

    private static boolean isWebSocket(HttpServerRequest request) {
        return "websocket".equalsIgnoreCase(request.getHeader(HttpHeaders.UPGRADE));
    }

    private static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }
}
