package dev.pulsegate.gateway.boot;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import dev.pulsegate.gateway.queue.RequestTransitions;
import dev.pulsegate.gateway.queue.claim.RequestClaims;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.report.AttemptReports;
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

    private static final Duration[] HAND_OVER_BOUNDS = {
        Duration.ofMillis(1),
        Duration.ofNanos(2_500_000),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

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
    EventFeed feed(RequestReader reader) {
        return new EventFeed(reader);
    }

    @Produces
    @Singleton
    Dispatcher dispatcher(
            RequestClaims claims,
            AttemptReports reports,
            SpaceDirectory spaces,
            RequestFiles files,
            FileLinks links,
            GatewayConfig config,
            MeterRegistry meters,
            Supervision supervision) {
        var retry = config.retry();
        var rules = new RetryRules(
                new RetryRules.Pauses(retry.firstPause(), retry.longestPause()),
                retry.mostFailures(),
                new RetryRules.Pauses(retry.firstSetAside(), retry.longestSetAside()));
        var handOver = Timer.builder("pulsegate.requests.handover")
                .serviceLevelObjectives(HAND_OVER_BOUNDS)
                .register(meters);
        return new Dispatcher(
                replica,
                claims,
                reports,
                spaces::known,
                new HandOverFiles(files, links),
                rules,
                nanos -> handOver.record(nanos, TimeUnit.NANOSECONDS),
                supervision);
    }

    @Produces
    @Singleton
    Presence presence(
            Jdbi jdbi,
            RequestTransitions transitions,
            Dispatcher dispatcher,
            Readiness readiness,
            GatewayConfig config,
            Supervision supervision) {
        var rhythm = new Presence.Rhythm(
                config.replicas().heartbeat(),
                config.replicas().deadAfter(),
                config.replicas().returnGrace());
        return new Presence(replica, rhythm, readiness::isReady, jdbi, transitions, dispatcher, supervision);
    }

    @Produces
    @Singleton
    Adoptions adoptions(RequestClaims claims, Dispatcher dispatcher) {
        return new Adoptions(replica, claims, dispatcher);
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
