package dev.pulsegate.gateway.dispatch;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import dev.pulsegate.gateway.queue.Attempt;
import dev.pulsegate.gateway.queue.report.AttemptReports;
import dev.pulsegate.gateway.queue.report.Report;
import dev.pulsegate.platform.task.RepeatedTask;
import dev.pulsegate.platform.task.Supervision;

/** Ends attempts whose time is over, within a tenth of a second. */
final class Deadlines implements AutoCloseable {

    private static final Duration TICK = Duration.ofMillis(100);

    private final WorkerPool pool;
    private final AttemptReports reports;
    private final Consumer<Lease> freed;
    private final Set<Attempt> expiring = ConcurrentHashMap.newKeySet();
    private final RepeatedTask task;

    Deadlines(WorkerPool pool, AttemptReports reports, Consumer<Lease> freed, Supervision supervision) {
        this.pool = pool;
        this.reports = reports;
        this.freed = freed;
        this.task = new RepeatedTask(supervision, "deadlines", TICK, this::expireOverdue);
    }

    void start() {
        task.start();
    }

    private void expireOverdue() {
        for (var overdue : pool.overdue(System.nanoTime())) {
            if (expiring.add(overdue.attempt())) {
                var outcome = reports.report(new Report.Expired(overdue.attempt()));
                if (outcome.isPresent()) {
                    var _ = outcome.get().whenComplete((taken, failure) -> expired(overdue));
                } else {
                    expiring.remove(overdue.attempt());
                }
            }
        }
    }

    /** Expired or not, its worker does not have it any more; if it expired, the dispatcher has told the worker. */
    private void expired(Lease overdue) {
        pool.release(overdue.requestId(), overdue.attempt()::equals).ifPresent(freed);
        expiring.remove(overdue.attempt());
    }

    @Override
    public void close() {
        task.close();
    }
}
