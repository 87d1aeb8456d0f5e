package dev.pulsegate.platform.tcp;

import java.time.Duration;
import java.util.concurrent.Executor;
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
        var channel = channel(request);
        var guard = ConnectionGuard.of(channel);
        if (guard.isPresent()) {
            begin(context, guard.get(), channel.eventLoop());
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

    /** Answers are given by other threads, too: the connection's own hears of it before it sends them, or reads the next. */
    private static void begin(RoutingContext context, ConnectionGuard guard, Executor connection) {
        var request = context.request();
        var response = context.response();
        long length = length(request);
        if (!guard.begin(request.version() == HttpVersion.HTTP_2, isWebSocket(request), length)) {
            context.put(REFUSED_SOCKET, true);
        }
        if (length == ConnectionGuard.UNKNOWN) {
            request.end().onSuccess(ended -> guard.endBody());
        }
        context.addHeadersEndHandler(answering -> {
            if (response.getStatusCode() != SWITCHING_PROTOCOLS) {
                connection.execute(guard::stayWithRequests);
            }
        });
        context.addEndHandler(ended -> {
            if (response.getStatusCode() != SWITCHING_PROTOCOLS) {
                connection.execute(guard::end);
            }
        });
    }

    private static long length(HttpServerRequest request) {
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            return ConnectionGuard.UNKNOWN;
        }
        // Netty has refused what is no number.
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
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
