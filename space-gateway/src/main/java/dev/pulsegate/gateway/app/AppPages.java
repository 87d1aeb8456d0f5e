package dev.pulsegate.gateway.app;

import java.util.List;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers the app's addresses with its one page, whose script shows what the address stands for. Only these: anything
 * else that is not there stays not found, so that a mistyped API path is not answered with a page.
 */
@ApplicationScoped
class AppPages {

    /** The first segments of the app's paths, as the app's own {@code routes.ts} has them. */
    private static final List<String> SECTIONS =
            List.of("monitor", "spaces", "requests", "account", "manage", "signin", "signup");

    private static final String PAGE = "/index.html";

    void serve(@Observes Router router) {
        for (var section : SECTIONS) {
            router.get("/" + section).handler(AppPages::page);
            router.get("/" + section + "/*").handler(AppPages::page);
        }
    }

    private static void page(RoutingContext context) {
        // The same page for many addresses: a browser has to ask each time whether it has changed.
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        context.reroute(PAGE);
    }
}
