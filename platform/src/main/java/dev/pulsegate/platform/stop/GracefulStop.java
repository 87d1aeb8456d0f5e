package dev.pulsegate.platform.stop;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.LockSupport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.connection.ConnectedPeers;

/**
 * The first thing that happens when the process is to stop, while everything still works, and the order of it: the process
 * is not ready from now on; a while later it begins nothing new, and those who are connected are sent away; then requests
 * under way are waited for.
 */
@ApplicationScoped
public class GracefulStop {

    private static final Logger LOG = Logger.getLogger(GracefulStop.class);

    /** Before anything that may answer. */
    private static final int PRIORITY = 1100;

    private static final Duration LOOK_AGAIN_AFTER = Duration.ofMillis(10);

    private final List<ConnectedPeers> peers;
    private final Event<Leaving> leaving;
    private final Duration delay;
    private final Duration window;
    private final Duration patience;

    /** Weak, because Quarkus replaces the end handler of some refused requests, which then never leave by themselves. */
    private final Set<HttpServerResponse> underWay =
            Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    private volatile boolean begun;

    GracefulStop(@All List<ConnectedPeers> peers, Event<Leaving> leaving, PlatformConfig config) {
        this.peers = peers;
        this.leaving = leaving;
        this.delay = config.stopDelay();
        this.window = config.stopWindow();
        this.patience = config.stopPatience();
    }

    /** Whether the process has been told to stop. */
    boolean hasBegun() {
        return begun;
    }

    void register(@Observes Filters filters) {
        filters.register(this::count, PRIORITY);
    }

    private void count(RoutingContext context) {
        if (!"websocket".equalsIgnoreCase(context.request().getHeader(HttpHeaders.UPGRADE))) {
            var response = context.response();
            underWay.add(response);
            context.addEndHandler(ended -> underWay.remove(response));
            if (begun && context.request().version() != HttpVersion.HTTP_2) {
                // Whoever keeps connections for later would find this one closed just when it is needed.
                response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            }
        }
        context.next();
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        // An application that is stopped once more is known to stop.
        if (!begun) {
            begun = true;
            waitFor(delay);
        }
        leaving.fire(new Leaving(window));
        peers.forEach(each -> each.sendAway(window));
        var limit = window.plus(patience);
        var began = System.nanoTime();
        while (requests() > 0 || connected() > 0) {
            if (System.nanoTime() - began > limit.toNanos()) {
                LOG.warnf("Stopping with %d requests and %d connections under way", requests(), connected());
                return;
            }
            LockSupport.parkNanos(LOOK_AGAIN_AFTER.toNanos());
        }
    }

    private static void waitFor(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException _) {
            // Whoever interrupts this wants the stop sooner, and as orderly as ever.
        }
    }

    private int connected() {
        return peers.stream().mapToInt(ConnectedPeers::present).sum();
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
