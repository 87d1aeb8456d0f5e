package dev.pulsegate.gateway.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.NonBlocking;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.SetAside;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.gateway.replica.Presence;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.token.Caller;

/** Where all workers are received, and what their sessions work with. */
@ApplicationScoped
public class WorkerDesk {

    private static final Logger LOG = Logger.getLogger(WorkerDesk.class);

    private final Admission admission;
    private final Dispatcher dispatcher;
    private final Presence presence;
    private final Handshake handshake;
    private final Executor blocking;
    private final MeterRegistry meters;
    private final long uncommittedBytes;
    private final Duration registerTimeout;
    private final Clock clock = Clock.systemUTC();
    private final Set<WorkerSession> sessions = ConcurrentHashMap.newKeySet();

    WorkerDesk(
            Admission admission,
            Dispatcher dispatcher,
            Presence presence,
            Handshake handshake,
            @VirtualThreads Executor blocking,
            MeterRegistry meters,
            GatewayConfig config) {
        this.admission = admission;
        this.dispatcher = dispatcher;
        this.presence = presence;
        this.handshake = handshake;
        this.blocking = blocking;
        this.meters = meters;
        this.uncommittedBytes = config.workers().uncommittedMemory().asLongValue();
        this.registerTimeout = config.workers().registerTimeout();
    }

    /**
     * Receives a worker that has connected.
     *
     * @param caller who its token speaks for; empty if it came without
     */
    public WorkerSession open(WorkerTransport link, Optional<Caller> caller) {
        var session = new WorkerSession(this, link, caller, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        sessions.add(session);
        return session;
    }

    /** A worker is gone. */
    void left(WorkerSession session) {
        sessions.remove(session);
    }

    /** Ends connections that never registered, and those whose token ended and whose work is done. */
    @Scheduled(every = "1s")
    @NonBlocking
    void sweep() {
        var now = clock.instant();
        sessions.forEach(session -> session.sweepSoon(now));
    }

    Admission admission() {
        return admission;
    }

    Dispatcher dispatcher() {
        return dispatcher;
    }

    Presence presence() {
        return presence;
    }

    Handshake handshake() {
        return handshake;
    }

    /** How long a worker may be connected without being registered. */
    Duration registerTimeout() {
        return registerTimeout;
    }

    /** How much of one worker's output may wait for the database. */
    long uncommittedBytes() {
        return uncommittedBytes;
    }

    /** Runs what may block, and what follows it. */
    void run(Runnable work) {
        blocking.execute(work);
    }

    /** Counts what came of a report. */
    void count(ReportOutcome outcome) {
        meters.counter(
                        "pulsegate.gateway.worker.reports",
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** Says and counts that a worker is set aside. */
    void setAside(UUID connection, SetAside aside) {
        LOG.warnf(
                "Worker %s has failed %d times in a row and gets nothing for %d ms",
                connection, aside.failures(), aside.pause().toMillis());
        meters.counter("pulsegate.gateway.workers.set.aside").increment();
    }

    /** Counts a message that was not followed. */
    void count(ErrorCode code) {
        meters.counter("pulsegate.gateway.worker.errors", "code", code.wireName())
                .increment();
    }
}
