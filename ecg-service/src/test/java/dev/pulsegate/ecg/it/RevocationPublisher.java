package dev.pulsegate.ecg.it;

import java.time.Instant;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;

/** What auth-service does: publishes revocations over AMQP. */
@ApplicationScoped
class RevocationPublisher {

    private final Emitter<String> emitter;

    RevocationPublisher(@Channel("revocations-of-the-test") Emitter<String> emitter) {
        this.emitter = emitter;
    }

    /** Publishes any text. */
    void send(String text) {
        emitter.send(text).toCompletableFuture().join();
    }

    /** Publishes a revocation as contracts say. */
    void revoke(String scope, String subject, Instant at) {
        send("""
                {"message_id":"%s","scope":"%s","subject":"%s","revoked_at":"%s"}""".formatted(UUID.randomUUID(), scope, subject, at));
    }
}
