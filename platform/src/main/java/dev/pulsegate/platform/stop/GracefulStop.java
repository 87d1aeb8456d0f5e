package dev.pulsegate.platform.stop;

import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.socket.Sockets;

/**
 * The first thing that happens when the process is to stop, while everything still works: sockets are closed with 1001,
 * and requests under way are waited for.
 */
@ApplicationScoped
public class GracefulStop {

    private static final Logger LOG = Logger.getLogger(GracefulStop.class);

    /** Before anything that may answer. */
    private static final int PRIORITY = 1100;

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(10);

    private final Sockets sockets;
    private final Duration patience;

    /** Weak, because Quarkus replaces the end handler of some refused requests, which then never leave by themselves. */
    private final Set<HttpServerResponse> underWay =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    GracefulStop(Sockets sockets, PlatformConfig config) {
        this.sockets = sockets;
        this.patience = config.stopPatience();
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, PRIORITY);
    }

    private void count(RoutingContext context) {
        if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            var response = context.response();
            underWay.add(response);
            context.addEndHandler(ended -> underWay.remove(response));
        }
        context.next();
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        sockets.closeAll();
        var deadline = System.nanoTime() + patience.toNanos();
        while (requests() > 0 || sockets.open() > 0) {
            if (System.nanoTime() - deadline > 0) {
                LOG.warnf("Stopping with %d requests and %d sockets under way", requests(), sockets.open());
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
        }
    }

    /**
     * Asks each response outside the set's lock: a response answers with its connection's lock held, under which the event
     * loop adds to the set.
     */
    private int requests() {
        for (var response : underWay.toArray(HttpServerResponse[]::new)) {
            if (response.ended() || response.closed()) {
                underWay.remove(response);
            }
        }
        return underWay.size();
    }
}
