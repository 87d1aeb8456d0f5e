package dev.pulsegate.gateway.file;

import java.util.Locale;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Exempts uploads from Quarkus's limit on bodies ({@code quarkus.http.limits.max-body-size}, 10 MB), which is right for
 * bodies read into memory and cannot be set for a route. Uploads are streamed, and bounded while they are read. Quarkus
 * looks at {@code Content-Length}, so the header is put aside while it does. Should that ever change, uploads over
 * 10 MB are refused: nothing is let in that should not be.
 */
@ApplicationScoped
class StreamedBodies {

    private static final int BEFORE_EVERYTHING = 2000;
    private static final String LENGTH = StreamedBodies.class.getName() + ".length";

    void hideLength(@Observes Filters filters) {
        filters.register(this::hide, BEFORE_EVERYTHING);
    }

    void showLength(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT + 1).handler(this::show);
    }

    private void hide(RoutingContext context) {
        var request = context.request();
        if (isStreamed(request)) {
            var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
            context.put(LENGTH, length == null ? "" : length);
            request.headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
        context.next();
    }

    private void show(RoutingContext context) {
        String length = context.get(LENGTH);
        if (length != null) {
            if (!length.isEmpty()) {
                context.request().headers().set(HttpHeaders.CONTENT_LENGTH, length);
            }
            context.remove(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY);
        }
        context.next();
    }

    /** Only what reads such bodies as streams takes them: the file routes, and forms with files. */
    private static boolean isStreamed(HttpServerRequest request) {
        var path = request.path();
        if (request.method().equals(HttpMethod.PUT)) {
            return path.startsWith("/files/");
        }
        return request.method().equals(HttpMethod.POST) && (path.equals("/api/files") || isForm(request));
    }

    private static boolean isForm(HttpServerRequest request) {
        var type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }
}
