package dev.pulsegate.gateway.boot;

import java.util.Optional;
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
import dev.pulsegate.gateway.dispatch.Pauses;
import dev.pulsegate.gateway.dispatch.RetryRules;
import dev.pulsegate.gateway.event.EventFeed;
import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.file.link.FileLinks;
import dev.pulsegate.gateway.queue.ChangeBus;
import dev.pulsegate.gateway.queue.RequestQueue;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.replica.ChangeChannel;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.gateway.replica.Reconciler;
import dev.pulsegate.gateway.replica.ReplicaTable;
import dev.pulsegate.gateway.replica.Serving;
import dev.pulsegate.gateway.space.SpaceDirectory;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.task.Supervision;

/** Puts the plain parts together. */
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
                bytes(config.queue().acceptMemory(), MOST_ACCEPTED_BYTES, 16),
                config.queue().acceptPatience(),
                bytes(config.queue().reportMemory(), MOST_REPORTED_BYTES, 8));
        return new RequestQueue(dataSource, limits, files, changes, supervision);
    }

    /** What is configured; else a share of the heap, as far as so much is of use. */
    private static long bytes(Optional<MemorySize> configured, long most, int heapShare) {
        return configured
                .map(MemorySize::asLongValue)
                .orElse(Math.min(most, Runtime.getRuntime().maxMemory() / heapShare));
    }

    @Produces
    @Singleton
    RequestReader reader(RequestQueue queue) {
        return queue.reader();
    }

    @Produces
    @Singleton
    EventFeed feed(RequestReader reader, ChangeBus changes) {
        var feed = new EventFeed(reader);
        changes.add(feed);
        return feed;
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(
            RequestQueue queue,
            SpaceDirectory spaces,
            RequestFiles files,
            FileLinks links,
            GatewayConfig config,
            ChangeBus changes,
            Supervision supervision) {
        var retry = config.retry();
        var rules = new RetryRules(
                new Pauses(retry.firstPause(), retry.longestPause()),
                retry.mostFailures(),
                new Pauses(retry.firstSetAside(), retry.longestSetAside()));
        var dispatcher =
                new Dispatcher(replica, queue, spaces::known, new HandOverFiles(files, links), rules, supervision);
        changes.add(dispatcher);
        return dispatcher;
    }

    @Produces
    @Singleton
    Presence presence(
            Jdbi jdbi,
            RequestQueue queue,
            Dispatcher dispatcher,
            Serving serving,
            GatewayConfig config,
            Supervision supervision) {
        var rhythm = new Presence.Rhythm(
                config.replicas().heartbeat(),
                config.replicas().deadAfter(),
                config.replicas().returnGrace());
        return new Presence(replica, rhythm, serving::isReady, new ReplicaTable(jdbi), queue, dispatcher, supervision);
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
