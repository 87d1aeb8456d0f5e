package dev.pulsegate.auth.revocation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.platform.outbox.OutboxPublisher;
import dev.pulsegate.platform.outbox.Outboxes;

/**
 * Publishes revocations on the channel {@code session-revoked}: each right after its commit, again while the broker has
 * not taken it, and now and then after that. A receiver may get one more than once.
 */
@Startup
@ApplicationScoped
class RevocationPublisher {

    private final RevocationOutbox outbox;
    private final OutboxPublisher publisher;

    RevocationPublisher(
            RevocationOutbox outbox,
            @Channel(SessionRevoked.CHANNEL + "-out")
                    @OnOverflow(value = OnOverflow.Strategy.BUFFER, bufferSize = Outboxes.BUFFER)
                    Emitter<String> emitter,
            Outboxes outboxes) {
        this.outbox = outbox;
        this.publisher = outboxes.publish(SessionRevoked.CHANNEL, outbox, emitter);
    }

    void onCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) RecordedRevocation recorded) {
        publisher.publish(outbox.toPublish(recorded.message()));
    }
}
