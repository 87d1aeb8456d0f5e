package dev.pulsegate.apart.proxy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** What the proxy says itself: problems (RFC 9457), as services say them. */
final class Answers {

    /** How long a client may go on sending what is not read, so that it comes to read the answer. */
    private static final long LINGER_MILLIS = 5_000;

    private Answers() {}

    static void refuse(Vertx vertx, HttpServerRequest request, int status, String title, String detail) {
        var problem = new JsonObject()
                .put("status", status)
                .put("title", title)
                .put("detail", detail)
                .put("instance", request.path());
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
        dropRest(vertx, request);
    }

    /** What a client still sends after its answer is dropped; the connection ends if that takes long. */
    static void dropRest(Vertx vertx, HttpServerRequest request) {
        if (request.isEnded()) {
            return;
        }
        var connection = request.connection();
        long timer = vertx.setTimer(LINGER_MILLIS, late -> connection.close());
        request.handler(dropped -> {})
                .exceptionHandler(failure -> vertx.cancelTimer(timer))
                .endHandler(ended -> vertx.cancelTimer(timer))
                .resume();
    }
}
