package dev.pulsegate.gateway.dispatch;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.RequestQueue;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.gateway.queue.report.Report.Retry;
import dev.pulsegate.gateway.queue.report.ReportOutcome;

/** Puts requests back into the queue that have lost their worker, or that it has failed. */
final class GiveBack {

    private static final Logger LOG = Logger.getLogger(GiveBack.class);

    private final UUID replica;
    private final RequestQueue queue;
    private final Dispatcher.KnownSpaces spaces;
    private final Pauses pauses;

    GiveBack(UUID replica, RequestQueue queue, Dispatcher.KnownSpaces spaces, Pauses pauses) {
        this.replica = replica;
        this.queue = queue;
        this.spaces = spaces;
        this.pauses = pauses;
    }

    /** How often a request of the space is handed over at most; those of a space that is gone will be canceled. */
    private int attemptLimit(UUID spaceId) {
        return spaces.find(spaceId).map(space -> space.rules().attemptLimit()).orElse(Integer.MAX_VALUE);
    }

    /**
     * What a worker says that failed, and may go better with another attempt. Of which space a request is that no worker
     * here has is not known; its next attempt's end will be measured by the limit.
     */
    Report.GivenBack failed(Attempt attempt, Optional<UUID> spaceId, String reason, Standing by) {
        return new Report.GivenBack(
                attempt,
                reason,
                spaceId.map(this::attemptLimit).orElse(Integer.MAX_VALUE),
                true,
                Optional.of(new Retry(pauses.after(attempt.number()), by.id)),
                Optional.empty());
    }

    /**
     * An attempt whose worker had it, and will not finish it. It is tried again at once; if it was not the first, then
     * after a pause, as the request may be what brings its workers down.
     *
     * @param then is told once it is in the queue again
     */
    void lost(Running left, String reason, Consumer<Report.GivenBack> then) {
        var retry = Optional.of(left.attempt().number() - 1)
                .filter(before -> before > 0)
                .map(before -> new Retry(pauses.after(before), left.worker().standing.id));
        var report = new Report.GivenBack(
                left.attempt(), reason, attemptLimit(left.spaceId()), true, retry, Optional.of(replica));
        report(report).ifPresent(outcome -> {
            var _ = outcome.thenRun(() -> then.accept(report));
        });
    }

    /** An attempt that nobody has; it counts, as it may have reached a worker. */
    void lost(Attempt attempt, UUID spaceId, String reason) {
        report(new Report.GivenBack(
                attempt, reason, attemptLimit(spaceId), true, Optional.empty(), Optional.of(replica)));
    }

    /** An attempt that did not reach a worker, or was taken from it by no fault of its own; it does not count. */
    void undone(Attempt attempt, String reason) {
        report(new Report.GivenBack(attempt, reason, Integer.MAX_VALUE, false, Optional.empty(), Optional.of(replica)));
    }

    private Optional<CompletableFuture<ReportOutcome>> report(Report.GivenBack report) {
        var outcome = queue.report(report);
        if (outcome.isEmpty()) {
            LOG.warnf(
                    "Request %s cannot be put back now; it will be found by reconciling",
                    report.attempt().requestId());
        }
        return outcome;
    }
}
