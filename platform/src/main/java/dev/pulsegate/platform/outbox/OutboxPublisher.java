package dev.pulsegate.platform.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import dev.pulsegate.platform.broker.NotConnectedException;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.trace.ChannelSpans;
import dev.pulsegate.platform.trace.Traces;

/**
 * Publishes what is in an outbox on its channel. A receiver may get a message more than once, or after a newer one. Made by
 * {@link Outboxes}.
 */
public final class OutboxPublisher {

    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);

    /** After this long without an answer from the broker a message is taken for lost. */
    private static final Duration UNANSWERED = Duration.ofSeconds(10);

    private static final int BATCH = 500;

    private final OutboxStore store;
    private final Emitter<String> emitter;
    private final ChannelJson json;
    private final Traces traces;
    private final BooleanSupplier away;
    private final Executor blocking;
    private final Cache<OutboxMessage, Instant> unanswered =
            Caffeine.newBuilder().expireAfterWrite(UNANSWERED).build();
    private volatile OutboxStore.Waiting waiting = OutboxStore.Waiting.NOTHING;

    /**
     * @param away whether the channel is not connected: then nothing is taken from the store in vain, and the replica that
     *     is connected has it
     * @param blocking runs what blocks
     */
    OutboxPublisher(
            OutboxStore store,
            Emitter<String> emitter,
            ChannelJson json,
            Traces traces,
            BooleanSupplier away,
            Executor blocking) {
        this.store = store;
        this.emitter = emitter;
        this.json = json;
        this.traces = traces;
        this.away = away;
        this.blocking = blocking;
    }

    /** Publishes what is due; called every few seconds. Blocks. */
    void publishDue() throws SQLException {
        if (!away.getAsBoolean()) {
            store.takeDue(BATCH).forEach(this::publish);
        }
        store.forgetOld();
        waiting = store.waiting();
    }

    /** What the broker had not taken a moment ago. */
    OutboxStore.Waiting waiting() {
        return waiting;
    }

    /** Publishes a message that has just been committed. Never blocks. */
    public void publish(OutboxMessage message) {
        if (unanswered.asMap().putIfAbsent(message, Instant.now()) != null) {
            return;
        }
        try {
            // Told again later it belongs to nobody's trace.
            var headers = ChannelSpans.belonging(json.headersOf(message.text()), traces.current());
            emitter.send(Message.of(
                    message.text(), Metadata.of(headers), () -> taken(message), failure -> refused(message, failure)));
        } catch (IllegalStateException full) {
            // The row stays; its turn comes again.
            unanswered.invalidate(message);
        }
    }

    private CompletionStage<Void> taken(OutboxMessage message) {
        return CompletableFuture.runAsync(() -> note(message), blocking)
                .whenComplete((_, _) -> unanswered.invalidate(message))
                .exceptionally(failure -> {
                    LOG.warnf(failure, "What was published of %s stays to be published again", message.subject());
                    return null;
                });
    }

    private void note(OutboxMessage message) {
        try {
            store.taken(message);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletionStage<Void> refused(OutboxMessage message, Throwable failure) {
        // While the broker is away that is said of the broker, once.
        var level = failure instanceof NotConnectedException ? Level.DEBUG : Level.WARN;
        LOG.logf(
                level,
                "What there is to tell of %s was not published and will be again: %s",
                message.subject(),
                failure.getMessage());
        unanswered.invalidate(message);
        return CompletableFuture.completedFuture(null);
    }
}
