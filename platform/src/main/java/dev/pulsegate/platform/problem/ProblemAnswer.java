package dev.pulsegate.platform.problem;

import java.time.Duration;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.request.RequestId;
import dev.pulsegate.platform.trace.LogTrace;

/** Answers with a problem where no REST resource has been reached yet. */
public final class ProblemAnswer {

    /** How long a client may go on sending what is not read, so that it comes to read the answer. */
    private static final long LINGER_MILLIS = 5000;

    private ProblemAnswer() {}

    /** Ends the request; the connection ends, too, if part of it is still on its way. */
    public static void send(RoutingContext context, int status, String title, String detail) {
        var problem = new JsonObject()
                .put("status", status)
                .put("title", title)
                .put("detail", detail)
                .put("instance", context.normalizedPath())
                .put(RequestId.KEY, context.<String>get(RequestId.KEY));
        LogTrace.id().ifPresent(trace -> problem.put(LogTrace.KEY, trace));
        if (isUnread(context.request())) {
            discard(context);
        }
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
    }

    /** The same with {@code Retry-After}. */
    public static void send(RoutingContext context, int status, String title, String detail, Duration retryAfter) {
        context.response().putHeader(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        send(context, status, title, detail);
    }

    private static boolean isUnread(HttpServerRequest request) {
        var headers = request.headers();
        return !request.isEnded()
                && (headers.contains(HttpHeaders.CONTENT_LENGTH) || headers.contains(HttpHeaders.TRANSFER_ENCODING));
    }

    /** What still comes is dropped. Others share an HTTP/2 connection, which has a stream for each. */
    private static void discard(RoutingContext context) {
        var request = context.request();
        request.handler(dropped -> {}).endHandler(ended -> {}).exceptionHandler(failure -> {});
        request.resume();
        if (request.version() != HttpVersion.HTTP_2) {
            var connection = request.connection();
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            context.vertx().setTimer(LINGER_MILLIS, timer -> connection.close());
        }
    }
}
