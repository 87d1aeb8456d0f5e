package dev.pulsegate.auth.session;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.common.annotation.RunOnVirtualThread;

/** Deletes sessions that lapsed, a batch a transaction, so that none holds locks for long. */
@ApplicationScoped
class SessionPruner {

    private static final int BATCH = 500;

    private final Sessions sessions;

    SessionPruner(Sessions sessions) {
        this.sessions = sessions;
    }

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = ApplicationNotRunning.class)
    @RunOnVirtualThread
    void prune() {
        while (sessions.prune(BATCH) == BATCH) {
            // Another full batch may be there.
        }
    }
}
