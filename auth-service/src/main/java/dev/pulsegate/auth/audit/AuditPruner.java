package dev.pulsegate.auth.audit;

import java.time.Duration;
import java.util.function.IntUnaryOperator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.audit.AuditTable.KeptAs;
import dev.pulsegate.platform.task.Tasks;

/** Deletes events that are old, or too many of their kind: a batch a statement, so that none holds locks for long. */
@ApplicationScoped
class AuditPruner {

    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int BATCH = 1_000;

    private final AuthConfig.Audit config;
    private final AuditTable table;

    AuditPruner(AuthConfig config, AuditTable table) {
        this.config = config.audit();
        this.table = table;
    }

    void keepPruning(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("audit-pruning", PERIOD, this::prune);
    }

    void prune() {
        allOf(batch -> table.forgetOlderThan(config.retention(), batch));
        for (var kind : KeptAs.values()) {
            allOf(batch -> table.forgetBeyond(config.mostOfAKind(), kind, batch));
        }
    }

    private static void allOf(IntUnaryOperator deletion) {
        while (deletion.applyAsInt(BATCH) == BATCH) {
            // Another full batch may be there.
        }
    }
}
