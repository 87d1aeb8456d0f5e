package dev.pulsegate.gateway.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.replica.Adoptions;
import dev.pulsegate.platform.socket.Handshake;
import dev.pulsegate.platform.stop.Leaving;
import dev.pulsegate.platform.task.Tasks;
import dev.pulsegate.platform.token.Caller;

/** Where all workers are received, whatever they speak: opens a session for each, and looks after those that are open. */
@ApplicationScoped
public class WorkerDesk {

    private static final Duration SWEEP_PERIOD = Duration.ofSeconds(1);

    private final Registrar registrar;
    private final Dispatcher dispatcher;
    private final Adoptions adoptions;
    private final Handshake handshake;
    private final Executor blocking;
    private final WorkerMeters meters;
    private final long uncommittedBytes;
    private final Duration registerTimeout;
    private final Clock clock = Clock.systemUTC();
    private final Set<WorkerSession> sessions = ConcurrentHashMap.newKeySet();

    WorkerDesk(
            Registrar registrar,
            Dispatcher dispatcher,
            Adoptions adoptions,
            Handshake handshake,
            @VirtualThreads Executor blocking,
            WorkerMeters meters,
            GatewayConfig config) {
        this.registrar = registrar;
        this.dispatcher = dispatcher;
        this.adoptions = adoptions;
        this.handshake = handshake;
        this.blocking = blocking;
        this.meters = meters;
        this.uncommittedBytes = config.workers().uncommittedMemory().asLongValue();
        this.registerTimeout = config.workers().registerTimeout();
    }

    /**
     * Receives a worker that has connected.
     *
     * @param caller who its token speaks for, or null if it came without
     */
    public WorkerSession open(WorkerTransport transport, Caller caller) {
        var connectedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var pending = new PendingAdoptions(adoptions, blocking, transport);
        var session = new WorkerSession(
                transport,
                new WorkerToken(handshake, transport, caller),
                registrar,
                new ReportIntake(dispatcher, pending, transport, meters, uncommittedBytes),
                meters,
                connectedAt,
                connectedAt.plus(registerTimeout),
                sessions::remove);
        sessions.add(session);
        return session;
    }

    void keepSweeping(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("worker-sessions", SWEEP_PERIOD, this::sweep);
    }

    /** Whoever could not bring elsewhere what it has finishes it first, if the time is enough. */
    void leaving(@Observes Leaving leaving) {
        if (!leaving.window().isZero()) {
            sessions.forEach(WorkerSession::leaveOnceDoneSoon);
        }
    }

    /** Ends connections that never registered, and those whose token ended and whose work is done. */
    private void sweep() {
        var now = clock.instant();
        sessions.forEach(session -> session.sweepSoon(now));
    }
}
