package dev.pulsegate.gateway.dispatch;

import java.util.UUID;

import org.jboss.logging.Logger;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.Report;
import dev.pulsegate.gateway.queue.RequestQueue;

/** Puts requests back into the queue that have lost their worker. */
final class GiveBack {

    private static final Logger LOG = Logger.getLogger(GiveBack.class);

    private final RequestQueue queue;
    private final Dispatcher.KnownSpaces spaces;

    GiveBack(RequestQueue queue, Dispatcher.KnownSpaces spaces) {
        this.queue = queue;
        this.spaces = spaces;
    }

    /** How often a request of the space is handed over at most; those of a space that is gone will be canceled. */
    int attemptLimit(UUID spaceId) {
        return spaces.find(spaceId).map(space -> space.rules().attemptLimit()).orElse(Integer.MAX_VALUE);
    }

    /** An attempt whose worker had it, and will not finish it. */
    void lost(Attempt attempt, UUID spaceId, String reason) {
        report(new Report.GivenBack(attempt, reason, attemptLimit(spaceId), true));
    }

    /** An attempt that did not reach a worker; it does not count. */
    void undone(Attempt attempt, String reason) {
        report(new Report.GivenBack(attempt, reason, Integer.MAX_VALUE, false));
    }

    private void report(Report.GivenBack report) {
        if (queue.report(report).isEmpty()) {
            LOG.warnf(
                    "Request %s cannot be put back now; it will be found by reconciling",
                    report.attempt().requestId());
        }
    }
}
