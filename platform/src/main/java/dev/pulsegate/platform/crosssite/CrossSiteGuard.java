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
import dev.pulsegate.platform.problem.ProblemAnswer;

/** Refuses, with 403, state-changing requests and WebSocket handshakes that another site makes a browser send. */
@ApplicationScoped
public class CrossSiteGuard {

    /** After the request id, before routing and authentication. */
    private static final int PRIORITY = 900;

    private static final int FORBIDDEN = 403;

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

    /** What a proxy that rewrites the Host makes of a page's own requests looks the same. */
    private static void refuse(RoutingContext context) {
        ProblemAnswer.send(context, FORBIDDEN, "Forbidden", """
                This request comes from another site: its origin is neither the Host it was sent to nor among the allowed \
                ones. If a proxy stands in front, let it pass the Host on (nginx: proxy_set_header Host $http_host); a site \
                that may act here belongs into pulsegate.platform.cross-site.allowed-origins.""");
    }
}
