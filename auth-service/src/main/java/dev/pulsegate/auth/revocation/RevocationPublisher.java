package dev.pulsegate.auth.revocation;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.virtual.threads.VirtualThreads;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;
import org.jboss.logging.Logger.Level;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.platform.broker.NotConnectedException;
import dev.pulsegate.platform.channel.ChannelJson;
import dev.pulsegate.platform.task.Tasks;

/**
 * Publishes revocations on the channel {@code session-revoked}: each right after its commit, again while the broker has
 * not taken it, and now and then after that. A receiver may get one more than once.
 */
@ApplicationScoped
class RevocationPublisher {

    private static final Logger LOG = Logger.getLogger(RevocationPublisher.class);

    /** After this long without an answer from the broker a message is taken for lost. */
    private static final Duration UNANSWERED = Duration.ofSeconds(30);

    private static final Duration PERIOD = Duration.ofSeconds(2);
    private static final int BATCH = 200;
    private static final int BUFFER = 1_000;

    private final RevocationOutbox outbox;
    private final ChannelJson json;
    private final Emitter<String> emitter;
    private final Executor executor;
    private final Cache<UUID, Instant> unanswered =
            Caffeine.newBuilder().expireAfterWrite(UNANSWERED).build();

    RevocationPublisher(
            RevocationOutbox outbox,
            ChannelJson json,
            @Channel(SessionRevoked.CHANNEL + "-out")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = BUFFER)
                    Emitter<String> emitter,
            @VirtualThreads Executor executor) {
        this.outbox = outbox;
        this.json = json;
        this.emitter = emitter;
        this.executor = executor;
    }

    void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) RecordedRevocation recorded) {
        publish(recorded.message());
    }

    void keepPublishing(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("revocation-outbox", PERIOD, this::publishDue);
    }

    private void publishDue() {
        outbox.takeDue(BATCH).forEach(this::publish);
        outbox.forgetOld();
    }

    private void publish(SessionRevoked message) {
        var id = message.messageId();
        if (unanswered.asMap().putIfAbsent(id, Instant.now()) != null) {
            return;
        }
        try {
            emitter.send(Message.of(json.write(message), () -> taken(id), failure -> refused(id, failure)));
        } catch (IllegalStateException full) {
            // The row stays; its turn comes again.
            unanswered.invalidate(id);
        }
    }

    private CompletionStage<Void> taken(UUID id) {
        return CompletableFuture.runAsync(() -> outbox.taken(id), executor)
                .whenComplete((_, _) -> unanswered.invalidate(id))
                .exceptionally(failure -> {
                    LOG.warnf(failure, "Revocation %s was published, but stays to be published again", id);
                    return null;
                });
    }

    private CompletionStage<Void> refused(UUID id, Throwable failure) {
        // While the broker is away that is said of the broker, once.
        var level = failure instanceof NotConnectedException ? Level.DEBUG : Level.WARN;
        LOG.logf(level, "Revocation %s was not published and will be again: %s", id, failure.getMessage());
        unanswered.invalidate(id);
        return CompletableFuture.completedFuture(null);
    }
}
