package dev.pulsegate.platform.problem;

import java.time.Duration;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.request.RequestId;

/** Ends a request with a problem before it has come to REST. */
public final class EarlyProblem {

    /** How long a client may go on sending what is not read, so that it comes to read the answer. */
    private static final long LINGER_MILLIS = 5000;

    private EarlyProblem() {}

    /** Answers so; the connection ends if part of the request is still on its way. */
    public static void end(RoutingContext context, int status, String title, String detail) {
        var problem = new JsonObject()
                .put("status", status)
                .put("title", title)
                .put("detail", detail)
                .put("instance", context.normalizedPath())
                .put(RequestId.KEY, context.<String>get(RequestId.KEY));
        var request = context.request();
        if (!request.isEnded()) {
            discard(context, request);
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
    }

    /** The same with {@code Retry-After}. */
    public static void end(RoutingContext context, int status, String title, String detail, Duration retryAfter) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        end(context, status, title, detail);
    }

    /** What still comes is dropped. HTTP/2 resets the stream by itself; others share the connection. */
    private static void discard(RoutingContext context, HttpServerRequest request) {
        request.handler(dropped -> {}).endHandler(ended -> {}).exceptionHandler(failure -> {});
        request.resume();
        if (request.version() != HttpVersion.HTTP_2) {
            var connection = request.connection();
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.vertx().setTimer(LINGER_MILLIS, timer -> connection.close());
        }
    }
}
