package dev.pulsegate.auth.client;

import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.request.RequestId;

/**
 * Refuses large requests to the service's own routes: nothing asked of it is longer than a few hundred bytes, while other
 * routes of the same process may take uploads.
 */
@ApplicationScoped
class BodyLimit {

    private static final long MAX_BYTES = 16 * 1024;

    /** Where Quarkus' own reading of bodies looks for the limit. */
    private static final String LIMIT_KEY = "io.quarkus.max-request-size";

    /** After Quarkus has set the limit that holds for all routes. */
    private static final int PRIORITY = 1;

    private static final List<String> PREFIXES = List.of("/api/auth/", "/oauth/");
    private static final List<String> PATHS = List.of("/login", "/register", "/logout");

    void register(@Observes Filters filters) {
        filters.register(BodyLimit::check, PRIORITY);
    }

    private static void check(RoutingContext context) {
        if (!isOurs(context.normalizedPath())) {
            context.next();
        } else if (length(context.request()) > MAX_BYTES) {
            refuse(
                    context,
                    413,
                    "Content Too Large",
                    "The request must not be longer than %d bytes.".formatted(MAX_BYTES));
        } else if (context.request().headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            refuse(context, 411, "Length Required", "The request must say how long it is, in Content-Length.");
        } else {
            // HTTP/2 knows no Transfer-Encoding: there a body of unknown length is stopped while it is read.
            context.put(LIMIT_KEY, MAX_BYTES);
            context.next();
        }
    }

    private static boolean isOurs(String path) {
        return PATHS.contains(path) || PREFIXES.stream().anyMatch(path::startsWith);
    }

    private static long length(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static void refuse(RoutingContext context, int status, String title, String detail) {
        var problem = new JsonObject()
                .put("status", status)
                .put("title", title)
                .put("detail", detail)
                .put("instance", context.normalizedPath())
                .put(RequestId.KEY, context.<String>get(RequestId.KEY));
        if (context.request().version() == HttpVersion.HTTP_1_1) {
            // What is still on its way is not read.
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
    }
}
