package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.RequeueCause;
import dev.pulsegate.gateway.queue.report.AttemptReports;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.Report.Retry;
import dev.pulsegate.gateway.queue.report.ReportOutcome;

/** Puts requests back into the queue that have lost their worker, or that it has failed. */
final class Requeue {

    private static final Logger LOG = Logger.getLogger(Requeue.class);

    private final UUID replica;
    private final AttemptReports reports;
    private final Dispatcher.KnownSpaces spaces;
    private final RetryRules.Pauses pauses;
    private final Consumer<Duration> lookAgainIn;

    /**
     * @param pauses how long a request waits before its next attempt
     * @param lookAgainIn is told after what pause a request in the queue is to be looked for
     */
    Requeue(
            UUID replica,
            AttemptReports reports,
            Dispatcher.KnownSpaces spaces,
            RetryRules.Pauses pauses,
            Consumer<Duration> lookAgainIn) {
        this.replica = replica;
        this.reports = reports;
        this.spaces = spaces;
        this.pauses = pauses;
        this.lookAgainIn = lookAgainIn;
    }

    /** How often a request of the space is handed over at most; those of a space that is gone will be canceled. */
    private int attemptLimit(UUID spaceId) {
        return spaces.find(spaceId).map(space -> space.rules().attemptLimit()).orElse(Integer.MAX_VALUE);
    }

    /** What a worker says that failed a request of the space, which may go better with another attempt. */
    Report.GivenBack failed(Attempt attempt, UUID spaceId, String reason, Standing by) {
        return failed(attempt, attemptLimit(spaceId), reason, by);
    }

    /** The same of a request no worker here has, of which space is not known: its next attempt's end will have a limit. */
    Report.GivenBack failed(Attempt attempt, String reason, Standing by) {
        return failed(attempt, Integer.MAX_VALUE, reason, by);
    }

    private Report.GivenBack failed(Attempt attempt, int attemptLimit, String reason, Standing by) {
        var retry = new Retry(pauses.after(attempt.number()), by.id);
        return new Report.GivenBack(attempt, reason, attemptLimit, true, retry, null, RequeueCause.WORKER_FAILED);
    }

    /**
     * An attempt whose worker had it, and will not finish it. It is tried again at once; if it was not the first, then
     * after a pause, as the request may be what brings its workers down.
     */
    void lost(Lease left, String reason) {
        int before = left.attempt().number() - 1;
        var retry = before > 0 ? new Retry(pauses.after(before), left.worker().standing().id) : null;
        var report = new Report.GivenBack(
                left.attempt(), reason, attemptLimit(left.spaceId()), true, retry, replica, RequeueCause.WORKER_LOST);
        report(report).ifPresent(outcome -> {
            var _ = outcome.thenRun(() -> isBack(report));
        });
    }

    /** An attempt that nobody has; it counts, as it may have reached a worker. */
    void lost(Attempt attempt, UUID spaceId, String reason, RequeueCause cause) {
        report(new Report.GivenBack(attempt, reason, attemptLimit(spaceId), true, null, replica, cause));
    }

    /** An attempt that did not reach a worker, or was taken from it by no fault of its own; it does not count. */
    void undone(Attempt attempt, String reason, RequeueCause cause) {
        report(new Report.GivenBack(attempt, reason, Integer.MAX_VALUE, false, null, replica, cause));
    }

    /** A request is in the queue again: somebody has to look when its pause is over. */
    void isBack(Report.GivenBack report) {
        if (report.retry() != null) {
            lookAgainIn.accept(report.retry().pause());
        }
    }

    private Optional<CompletableFuture<ReportOutcome>> report(Report.GivenBack report) {
        var outcome = reports.report(report);
        if (outcome.isEmpty()) {
            LOG.warnf(
                    "Request %s cannot be put back now; it will be found by reconciling",
                    report.attempt().requestId());
        }
        return outcome;
    }
}
