package dev.pulsegate.socketio.quarkus;

import java.util.Set;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import dev.pulsegate.platform.crosssite.Origins;

/**
 * Which sites' pages may talk to a server: our own and those that are allowed. The platform's guard lets a GET from
 * elsewhere pass, because it changes nothing; here it begins a session.
 */
final class CrossOrigin {

    private final Origins origins;
    private final Set<String> allowed;

    CrossOrigin(Set<String> allowed) {
        this.allowed = Set.copyOf(allowed);
        this.origins = new Origins(allowed);
    }

    /** Whether another site makes a browser send this request. */
    boolean isForeign(HttpServerRequest request) {
        var authority = request.authority();
        return origins.isForeign(
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader(HttpHeaders.ORIGIN),
                authority == null ? null : authority.toString());
    }

    /** Lets the pages of an allowed site read the answer: the Fetch Standard's CORS protocol. */
    void allow(HttpServerRequest request, HttpServerResponse response) {
        var origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && allowed.contains(origin)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
                    .putHeader(HttpHeaders.VARY, "Origin");
        }
    }

    /** The same for the question a browser asks before. */
    void allowPreflight(HttpServerRequest request, HttpServerResponse response) {
        allow(request, response);
        if (response.headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,POST")
                    .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "Authorization,Content-Type");
        }
    }
}
