package dev.pulsegate.platform.problem;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.request.RequestId;

/** Answers with a problem where no REST resource has been reached yet. */
public final class ProblemAnswer {

    private ProblemAnswer() {}

    /** Ends the request. */
    public static void send(RoutingContext context, int status, String title, String detail) {
        var problem = new JsonObject()
                .put("status", status)
                .put("title", title)
                .put("detail", detail)
                .put("instance", context.normalizedPath())
                .put(RequestId.KEY, context.<String>get(RequestId.KEY));
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
    }
}
