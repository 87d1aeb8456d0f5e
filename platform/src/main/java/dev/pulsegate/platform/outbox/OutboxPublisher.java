package dev.pulsegate.platform.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Publishes what is in an outbox on its channel. A receiver may get a message more than once, or after a newer one. */
final class OutboxPublisher {

    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    /** After this long without an answer from the broker a message is taken for lost. */
    private static final Duration UNANSWERED = Duration.ofSeconds(10);

    private static final int BATCH = 200;

    private final OutboxTable table;
    private final Emitter<String> emitter;
    private final Executor blocking;
    private final Cache<OutboxTable.Entry, Instant> unanswered =
            Caffeine.newBuilder().expireAfterWrite(UNANSWERED).build();

    /** @param blocking runs what blocks */
    OutboxPublisher(OutboxTable table, Emitter<String> emitter, Executor blocking) {
        this.table = table;
        this.emitter = emitter;
        this.blocking = blocking;
    }

    /** Publishes what is due; called every few seconds. Blocks. */
    void publishDue() throws SQLException {
        table.takeDue(BATCH).forEach(this::publish);
        table.forgetOld();
    }

    /** Publishes a message that has just been committed. Never blocks. */
    void publish(OutboxTable.Entry entry) {
        if (unanswered.asMap().putIfAbsent(entry, Instant.now()) != null) {
            return;
        }
        try {
            emitter.send(Message.of(entry.message(), () -> taken(entry), failure -> refused(entry, failure)));
        } catch (IllegalStateException full) {
            // The row stays; its turn comes again.
            unanswered.invalidate(entry);
        }
    }

    private CompletionStage<Void> taken(OutboxTable.Entry entry) {
        return CompletableFuture.runAsync(() -> note(entry), blocking)
                .whenComplete((_, _) -> unanswered.invalidate(entry))
                .exceptionally(failure -> {
                    LOG.warnf(failure, "What was published of %s stays to be published again", entry.subject());
                    return null;
                });
    }

    private void note(OutboxTable.Entry entry) {
        try {
            table.taken(entry);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletionStage<Void> refused(OutboxTable.Entry entry, Throwable failure) {
        LOG.warnf("What there is to tell of %s was not published and will be again: %s", entry.subject(), failure);
        unanswered.invalidate(entry);
        return CompletableFuture.completedFuture(null);
    }
}
