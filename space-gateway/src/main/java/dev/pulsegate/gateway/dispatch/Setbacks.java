package dev.pulsegate.gateway.dispatch;

import java.util.List;
import java.util.Set;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.report.Report;

/** What comes of workers' failures: a pause for the request, and for a worker that fails everything one of its own. */
final class Setbacks {

    private final WorkerPool pool;
    private final GiveBack giveBack;
    private final Matching matching;
    private final RetryRules rules;

    Setbacks(WorkerPool pool, GiveBack giveBack, Matching matching, RetryRules rules) {
        this.pool = pool;
        this.giveBack = giveBack;
        this.matching = matching;
        this.rules = rules;
    }

    /** What a worker reports that failed, where another attempt may go better. */
    Report failed(Worker worker, Attempt attempt, String reason) {
        return giveBack.failed(attempt, pool.spaceOf(attempt), reason, worker.standing);
    }

    /** An attempt has ended by its worker's word. */
    void ended(Worker worker, Report report) {
        switch (report) {
            case Report.Completed _ -> pool.succeeded(worker);
            case Report.GivenBack _ ->
                pool.failed(worker, rules).ifPresent(aside -> {
                    worker.port.setAside(aside);
                    matching.lookAgainIn(aside.pause(), pool.spacesOf(worker));
                });
            case Report.Progress _, Report.Chunk _, Report.Failed _, Report.Expired _ -> {}
        }
    }

    /** A worker is gone with work unfinished: crashing is failing too, and it may come back. */
    void left(Worker worker, List<Running> unfinished, String reason) {
        unfinished.forEach(left -> giveBack.lost(left, reason, this::givenBack));
        if (!unfinished.isEmpty()) {
            pool.failed(worker, rules);
        }
        pool.remember(worker);
    }

    /** A request is in the queue again: somebody has to look when its pause is over. */
    void givenBack(Report.GivenBack report) {
        report.retry().ifPresent(retry -> matching.lookAgainIn(retry.pause(), Set.of()));
    }
}
