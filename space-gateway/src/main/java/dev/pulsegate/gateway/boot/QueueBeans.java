package dev.pulsegate.gateway.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.configuration.MemorySize;
import org.jdbi.v3.core.Jdbi;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.file.RequestFiles;
import dev.pulsegate.gateway.queue.ChangeBus;
import dev.pulsegate.gateway.queue.Pruning;
import dev.pulsegate.gateway.queue.QueueLengths;
import dev.pulsegate.gateway.queue.RequestTransitions;
import dev.pulsegate.gateway.queue.accept.RequestAcceptor;
import dev.pulsegate.gateway.queue.claim.RequestClaims;
import dev.pulsegate.gateway.queue.read.QueueFigures;
import dev.pulsegate.gateway.queue.read.RequestReader;
import dev.pulsegate.gateway.queue.read.RequestStatistics;
import dev.pulsegate.gateway.queue.report.AttemptReports;
import dev.pulsegate.platform.task.Supervision;

/** The queue's rooms. What each of them commits is told over one bus. */
@ApplicationScoped
class QueueBeans {

    private static final long MOST_ACCEPTED_BYTES = 64L << 20;
    private static final long MOST_REPORTED_BYTES = 128L << 20;

    private final AgroalDataSource dataSource;
    private final Jdbi jdbi;
    private final GatewayConfig.Queue config;

    QueueBeans(@DataSource("gateway") AgroalDataSource dataSource, Jdbi jdbi, GatewayConfig config) {
        this.dataSource = dataSource;
        this.jdbi = jdbi;
        this.config = config.queue();
    }

    @Produces
    @Singleton
    QueueLengths lengths() {
        return new QueueLengths(jdbi);
    }

    @Produces
    @Singleton
    ChangeBus changeBus(Supervision supervision) {
        return new ChangeBus(supervision);
    }

    @Produces
    @Singleton
    RequestAcceptor acceptor(QueueLengths lengths, RequestFiles files, ChangeBus changes, Supervision supervision) {
        var limits = new RequestAcceptor.Limits(
                config.acceptMemory().map(MemorySize::asLongValue).orElse(share(16, MOST_ACCEPTED_BYTES)),
                config.acceptPatience());
        return new RequestAcceptor(dataSource, jdbi, limits, lengths, files, changes, supervision);
    }

    @Produces
    @Singleton
    RequestClaims claims(ChangeBus changes) {
        return new RequestClaims(jdbi, changes);
    }

    @Produces
    @Singleton
    AttemptReports reports(ChangeBus changes, Supervision supervision) {
        return new AttemptReports(
                dataSource,
                config.reportMemory().map(MemorySize::asLongValue).orElse(share(8, MOST_REPORTED_BYTES)),
                changes,
                supervision);
    }

    /** A part of the heap, as far as so much is of use. */
    private static long share(int part, long most) {
        return Math.min(most, Runtime.getRuntime().maxMemory() / part);
    }

    @Produces
    @Singleton
    RequestTransitions transitions(ChangeBus changes) {
        return new RequestTransitions(dataSource, changes);
    }

    @Produces
    @Singleton
    RequestReader reader() {
        return new RequestReader(jdbi);
    }

    @Produces
    @Singleton
    QueueFigures figures() {
        return new QueueFigures(jdbi);
    }

    @Produces
    @Singleton
    RequestStatistics statistics() {
        return new RequestStatistics(jdbi);
    }

    @Produces
    @Singleton
    Pruning pruning(RequestFiles files) {
        return new Pruning(dataSource, files);
    }
}
