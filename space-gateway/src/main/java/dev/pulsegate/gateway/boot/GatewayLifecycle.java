package dev.pulsegate.gateway.boot;

import java.sql.SQLException;
import java.time.Duration;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.queue.ChangeBus;
import dev.pulsegate.gateway.queue.Failures;
import dev.pulsegate.gateway.queue.RequestQueue;
import dev.pulsegate.gateway.replica.ChangeChannel;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.replica.Reconciler;
import dev.pulsegate.gateway.space.OpenRequests;
import dev.pulsegate.gateway.space.Space;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.gateway.space.SpaceDirectory.SpacesChanged;
import dev.pulsegate.platform.task.RepeatedTask;
import dev.pulsegate.platform.task.Supervision;

/** Starts and stops the queue and all around it, and does what has to be done now and then. */
@ApplicationScoped
class GatewayLifecycle implements OpenRequests {

    private static final Logger LOG = Logger.getLogger(GatewayLifecycle.class);
    private static final Duration HOUSEKEEPING = Duration.ofSeconds(5);
    private static final Duration FOLLOWING = Duration.ofSeconds(2);

    /** Before the sockets are closed and requests under way are waited for. */
    private static final int BEFORE_SOCKETS_CLOSE = Interceptor.Priority.LIBRARY_BEFORE;

    private static final String SPACE_DELETED = Failures.of("space_deleted", "The space was deleted.");

    private final RequestQueue queue;
    private final Dispatcher dispatcher;
    private final Presence presence;
    private final Reconciler reconciler;
    private final EventFeed feed;
    private final SpaceDirectory spaces;
    private final RepeatedTask housekeeping;
    private final RepeatedTask following;

    GatewayLifecycle(
            RequestQueue queue,
            Dispatcher dispatcher,
            Presence presence,
            Reconciler reconciler,
            EventFeed feed,
            SpaceDirectory spaces,
            Supervision supervision) {
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.presence = presence;
        this.reconciler = reconciler;
        this.feed = feed;
        this.spaces = spaces;
        this.housekeeping = new RepeatedTask(supervision, "housekeeping", HOUSEKEEPING, this::keepHouse);
        this.following = new RepeatedTask(supervision, "event-feed", FOLLOWING, feed::poll);
    }

    void start(@Observes StartupEvent event, ChangeBus changes, ChangeChannel channel) {
        changes.add(channel);
        queue.start();
        presence.start();
        dispatcher.start();
        housekeeping.start();
        following.start();
    }

    private void keepHouse() throws SQLException {
        queue.recount();
        for (var space : spaces.known()) {
            int expired = queue.expireWaiting(space);
            if (expired > 0) {
                LOG.infof("%d requests of space %s waited for too long", expired, space.name());
            }
        }
        queue.cancelOrphans(SPACE_DELETED);
        reconciler.reconcile();
    }

    @Override
    public int cancelAll(Space deleted) {
        try {
            return queue.cancelAll(deleted.id(), SPACE_DELETED);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void spacesChanged(@Observes SpacesChanged event) {
        dispatcher.spacesChanged();
    }

    void stopping(@Observes @Priority(BEFORE_SOCKETS_CLOSE) ShutdownDelayInitiatedEvent event) {
        dispatcher.stopHandingOver();
        feed.close();
    }

    void stop(@Observes ShutdownEvent event) {
        feed.close();
        housekeeping.close();
        following.close();
        dispatcher.close();
        presence.leave();
        queue.close();
    }
}
