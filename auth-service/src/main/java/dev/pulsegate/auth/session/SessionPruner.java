package dev.pulsegate.auth.session;

import java.time.Duration;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.platform.task.Tasks;

/** Deletes sessions that lapsed, a batch a transaction, so that none holds locks for long. */
@ApplicationScoped
class SessionPruner {

    private static final Duration PERIOD = Duration.ofMinutes(10);
    private static final int BATCH = 500;

    private final Sessions sessions;

    SessionPruner(Sessions sessions) {
        this.sessions = sessions;
    }

    void keepPruning(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("session-pruning", PERIOD, this::prune);
    }

    private void prune() {
        while (sessions.prune(BATCH) == BATCH) {
            // Another full batch may be there.
        }
    }
}
