package dev.pulsegate.gateway.boot;

import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.configuration.MemorySize;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.HandOverFiles;
import dev.pulsegate.gateway.dispatch.RetryRules;
import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.file.link.FileLinks;
import dev.pulsegate.gateway.queue.ChangeBus;
import dev.pulsegate.gateway.queue.RequestQueue;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.replica.Adoptions;
import dev.pulsegate.gateway.replica.ChangeChannel;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.replica.Reconciler;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.task.Supervision;

/** Puts the parts together that are plain Java. What connects them, and their order, is {@link GatewayLifecycle}'s. */
@ApplicationScoped
class GatewayBeans {

    private static final long MOST_ACCEPTED_BYTES = 64L << 20;
    private static final long MOST_REPORTED_BYTES = 128L << 20;

    /** This process; another after each start. */
    private final UUID replica = Uuid7.next();

    /** For whatever is not the queue's batches. */
    @Produces
    @Singleton
    Jdbi jdbi(@io.quarkus.agroal.DataSource("gateway") AgroalDataSource dataSource) {
        var jdbi = Jdbi.create(dataSource);
        // What a statement was given is nobody's business but the database's.
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        return jdbi;
    }

    @Produces
    @Singleton
    ChangeBus changeBus(Supervision supervision) {
        return new ChangeBus(supervision);
    }

    @Produces
    @Singleton
    RequestQueue queue(
            @io.quarkus.agroal.DataSource("gateway") AgroalDataSource dataSource,
            GatewayConfig config,
            RequestFiles files,
            ChangeBus changes,
            Supervision supervision) {
        var limits = new RequestQueue.Limits(
                config.queue()
                        .acceptMemory()
                        .map(MemorySize::asLongValue)
                        .orElseGet(() -> heapShare(16, MOST_ACCEPTED_BYTES)),
                config.queue().acceptPatience(),
                config.queue()
                        .reportMemory()
                        .map(MemorySize::asLongValue)
                        .orElseGet(() -> heapShare(8, MOST_REPORTED_BYTES)));
        return new RequestQueue(dataSource, limits, files, changes, supervision);
    }

    /** One part of so many of the heap, as far as so much is of use. */
    private static long heapShare(int parts, long most) {
        return Math.min(most, Runtime.getRuntime().maxMemory() / parts);
    }

    @Produces
    @Singleton
    RequestReader reader(RequestQueue queue) {
        return queue.reader();
    }

    @Produces
    @Singleton
    EventFeed feed(RequestReader reader) {
        return new EventFeed(reader);
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(
            RequestQueue queue,
            SpaceDirectory spaces,
            RequestFiles files,
            FileLinks links,
            GatewayConfig config,
            Supervision supervision) {
        var retry = config.retry();
        var rules = new RetryRules(
                new RetryRules.Pauses(retry.firstPause(), retry.longestPause()),
                retry.mostFailures(),
                new RetryRules.Pauses(retry.firstSetAside(), retry.longestSetAside()));
        return new Dispatcher(replica, queue, spaces::known, new HandOverFiles(files, links), rules, supervision);
    }

    @Produces
    @Singleton
    Presence presence(
            Jdbi jdbi,
            RequestQueue queue,
            Dispatcher dispatcher,
            Readiness readiness,
            GatewayConfig config,
            Supervision supervision) {
        var rhythm = new Presence.Rhythm(
                config.replicas().heartbeat(),
                config.replicas().deadAfter(),
                config.replicas().returnGrace());
        return new Presence(replica, rhythm, readiness::isReady, jdbi, queue, dispatcher, supervision);
    }

    @Produces
    @Singleton
    Adoptions adoptions(RequestQueue queue, Dispatcher dispatcher) {
        return new Adoptions(replica, queue, dispatcher);
    }

    @Produces
    @Singleton
    Reconciler reconciler(RequestReader reader, Dispatcher dispatcher) {
        return new Reconciler(replica, reader, dispatcher);
    }

    @Produces
    @Singleton
    ChangeChannel.Self self() {
        return new ChangeChannel.Self(replica);
    }
}
