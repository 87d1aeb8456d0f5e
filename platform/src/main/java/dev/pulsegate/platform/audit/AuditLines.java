package dev.pulsegate.platform.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;

import org.jboss.logging.Logger;

import dev.pulsegate.contracts.AuditEvent;
import dev.pulsegate.platform.json.Json;

/** Writes each event as a line of JSON to the log, category {@value #CATEGORY}: in the process where it happened, once. */
@ApplicationScoped
public class AuditLines {

    /** The log's category. */
    public static final String CATEGORY = "dev.pulsegate.audit";

    private static final Logger LOG = Logger.getLogger(CATEGORY);

    private final TransactionSynchronizationRegistry transactions;

    AuditLines(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    /** Writes an event once the present transaction is committed. */
    public void writeAfterCommit(AuditEvent event) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    write(event);
                }
            }
        });
    }

    /** Writes an event that is committed. */
    public void write(AuditEvent event) {
        LOG.info(json(event));
    }

    private static String json(AuditEvent event) {
        var line = Json.object()
                .with("id", event.messageId().toString())
                .with("happened_at", event.happenedAt().toString())
                .with("service", event.service())
                .with("action", event.action())
                .with("outcome", event.outcome())
                .with("actor_kind", event.actorKind());
        if (event.actorId() != null) {
            line.with("actor_id", event.actorId().toString());
        }
        return line.with("actor", event.actor())
                .with("address", event.address())
                .with("subject", event.subject())
                .with("subject_name", event.subjectName())
                .with("detail", event.detail())
                .with("times", event.times())
                .toString();
    }
}
