package dev.pulsegate.gateway.worker;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import org.jboss.logging.Logger;

import dev.pulsegate.gateway.dispatch.WorkerPort.SetAside;
import dev.pulsegate.gateway.queue.report.ReportOutcome;
import dev.pulsegate.workerprotocol.ErrorCode;

/** Counts what comes of what workers say and do. */
@Startup
@ApplicationScoped
class WorkerMeters {

    private static final Logger LOG = Logger.getLogger(WorkerMeters.class);

    private final Map<ReportOutcome, Counter> reports = new EnumMap<>(ReportOutcome.class);
    private final Map<ErrorCode, Counter> errors = new EnumMap<>(ErrorCode.class);
    private final Counter setAside;

    WorkerMeters(MeterRegistry meters) {
        for (var outcome : ReportOutcome.values()) {
            var name = outcome.name().toLowerCase(Locale.ROOT);
            reports.put(outcome, meters.counter("pulsegate.gateway.worker.reports", "outcome", name));
        }
        for (var code : ErrorCode.values()) {
            errors.put(code, meters.counter("pulsegate.gateway.worker.errors", "code", code.wireName()));
        }
        this.setAside = meters.counter("pulsegate.gateway.workers.set.aside");
    }

    void reported(ReportOutcome outcome) {
        reports.get(outcome).increment();
    }

    /** A message was not followed. */
    void refused(ErrorCode code) {
        errors.get(code).increment();
    }

    /** A worker gets nothing for a while; the log says which, too. */
    void setAside(UUID connection, SetAside aside) {
        LOG.warnf(
                "Worker %s has failed %d times in a row and gets nothing for %d ms",
                connection, aside.failures(), aside.pause().toMillis());
        setAside.increment();
    }
}
