package dev.pulsegate.platform.cache;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/**
 * Keeps every answer out of every cache, unless whoever gives it says otherwise: pages, what they load, and what is
 * published for all do. So a new route is private until somebody decides that it is not.
 */
@ApplicationScoped
public class NoStore {

    /** Before all that answers; what is added first to the headers' end is asked last. */
    private static final int PRIORITY = 1050;

    private static final CharSequence NO_STORE = HttpHeaders.createOptimized("no-store");

    void register(@Observes Filters filters) {
        filters.register(NoStore::apply, PRIORITY);
    }

    private static void apply(RoutingContext context) {
        context.addHeadersEndHandler(end -> {
            var headers = context.response().headers();
            if (!headers.contains(HttpHeaders.CACHE_CONTROL)) {
                headers.set(HttpHeaders.CACHE_CONTROL, NO_STORE);
            }
        });
        context.next();
    }
}
