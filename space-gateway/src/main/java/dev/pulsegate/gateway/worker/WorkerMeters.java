package dev.pulsegate.gateway.worker;

import java.util.Locale;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.WorkerPort.SetAside;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.workerprotocol.ErrorCode;

/** Counts what comes of what workers say and do. */
@ApplicationScoped
class WorkerMeters {

    private static final Logger LOG = Logger.getLogger(WorkerMeters.class);

    private final MeterRegistry meters;

    WorkerMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void reported(ReportOutcome outcome) {
        meters.counter(
                        "pulsegate.gateway.worker.reports",
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    /** A message was not followed. */
    void refused(ErrorCode code) {
        meters.counter("pulsegate.gateway.worker.errors", "code", code.wireName())
                .increment();
    }

    /** A worker gets nothing for a while; the log says which, too. */
    void setAside(UUID connection, SetAside aside) {
        LOG.warnf(
                "Worker %s has failed %d times in a row and gets nothing for %d ms",
                connection, aside.failures(), aside.pause().toMillis());
        meters.counter("pulsegate.gateway.workers.set.aside").increment();
    }
}
