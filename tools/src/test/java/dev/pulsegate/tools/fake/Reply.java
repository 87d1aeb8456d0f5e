package dev.pulsegate.tools.fake;

import java.util.stream.Stream;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;

/** What a {@link FakeInstallation} answers with. */
final class Reply {

    private Reply() {}

    /** The id in a path. */
    static String id(String path) {
        return Stream.of(path.split("/", -1))
                .filter(segment -> segment.matches("\\d+"))
                .findFirst()
                .orElseThrow();
    }

    static void problem(HttpServerRequest request, int status, String detail) {
        json(request, status, new JsonObject().put("status", status).put("detail", detail));
    }

    static void empty(HttpServerRequest request, int status) {
        request.response().setStatusCode(status).end();
    }

    static void json(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
