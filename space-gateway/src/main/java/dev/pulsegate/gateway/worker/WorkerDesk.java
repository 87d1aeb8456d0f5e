package dev.pulsegate.gateway.worker;

import java.util.Locale;
import java.util.concurrent.Executor;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.virtual.threads.VirtualThreads;

import dev.pulsegate.gateway.GatewayConfig;
import dev.pulsegate.gateway.dispatch.Dispatcher;
import dev.pulsegate.gateway.dispatch.Presence;
import dev.pulsegate.gateway.queue.ReportOutcome;
import dev.pulsegate.platform.socket.Handshake;

/** What all workers' connections work with. */
@ApplicationScoped
class WorkerDesk {

    private final Admission admission;
    private final Dispatcher dispatcher;
    private final Presence presence;
    private final Handshake handshake;
    private final Executor blocking;
    private final MeterRegistry meters;
    private final long uncommittedBytes;
    private final WorkerCodec codec = new WorkerCodec();

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

    WorkerCodec codec() {
        return codec;
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

    /** Counts a message that was not followed. */
    void count(ErrorCode code) {
        meters.counter("pulsegate.gateway.worker.errors", "code", code.wireName())
                .increment();
    }
}
