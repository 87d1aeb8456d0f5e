package dev.pulsegate.platform.crosssite;

import java.util.Set;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.problem.EarlyProblem;

/** Refuses, with 403, state-changing requests and WebSocket handshakes that another site makes a browser send. */
@ApplicationScoped
public class CrossSiteGuard {

    /** After the request id, before routing and authentication. */
    private static final int PRIORITY = 900;

    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Origins origins;

    CrossSiteGuard(PlatformConfig config) {
        this.origins = new Origins(config.crossSite().allowedOrigins().orElse(Set.of()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext context) {
        var request = context.request();
        if (changesState(request) && isForeign(request)) {
            refuse(context);
        } else {
            context.next();
        }
    }

    private static boolean changesState(HttpServerRequest request) {
        return !SAFE.contains(request.method()) || request.headers().contains(HttpHeaders.UPGRADE);
    }

    private boolean isForeign(HttpServerRequest request) {
        var authority = request.authority();
        return origins.isForeign(
                request.getHeader("Sec-Fetch-Site"),
                request.getHeader(HttpHeaders.ORIGIN),
                authority == null ? null : authority.toString());
    }

    private static void refuse(RoutingContext context) {
        EarlyProblem.end(
                context,
                403,
                "Forbidden",
                "This request comes from another site. Its origin is not among the allowed ones.");
    }
}
