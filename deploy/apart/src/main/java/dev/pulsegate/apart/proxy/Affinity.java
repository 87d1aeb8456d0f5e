package dev.pulsegate.apart.proxy;

import java.util.ArrayList;
import java.util.List;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import dev.pulsegate.apart.backend.Backend;
import dev.pulsegate.apart.backend.Backends;
import dev.pulsegate.apart.route.Routes;
import dev.pulsegate.apart.route.Service;

/**
 * Which replicas a request may go to, in order. The requests of a Socket.IO session find the replica that has it: by a
 * cookie, as an ingress does it, and for clients that keep none by their address. All else takes turns.
 */
record Affinity(Backends backends) {

    private static final String COOKIE = "pulsegate_replica";

    List<Backend> inOrder(HttpServerRequest request, Service service, String client) {
        if (!isSession(request)) {
            return backends.inTurn(service);
        }
        var ordered = new ArrayList<>(backends.sameFirst(service, client));
        var cookie = request.getCookie(COOKIE);
        if (cookie != null) {
            ordered.sort((one, other) -> Boolean.compare(
                    other.name().equals(cookie.getValue()), one.name().equals(cookie.getValue())));
        }
        return ordered;
    }

    /** Has the client come back to the replica that answered. */
    void remember(HttpServerRequest request, Backend backend, HttpServerResponse response) {
        if (isSession(request)) {
            var cookie = request.getCookie(COOKIE);
            if (cookie == null || !cookie.getValue().equals(backend.name())) {
                response.headers().add("Set-Cookie", cookieOf(backend));
            }
        }
    }

    private static String cookieOf(Backend backend) {
        return Cookie.cookie(COOKIE, backend.name())
                .setPath(Routes.SOCKET_IO)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .encode();
    }

    /** A WebSocket that does not go on from polling is a session by itself. */
    private static boolean isSession(HttpServerRequest request) {
        return Routes.isBelow(Routes.SOCKET_IO, request.path())
                && !("websocket".equals(request.getParam("transport")) && request.getParam("sid") == null);
    }
}
