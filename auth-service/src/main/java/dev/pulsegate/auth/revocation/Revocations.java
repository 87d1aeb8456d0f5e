package dev.pulsegate.auth.revocation;

import java.time.Instant;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.platform.id.Uuid7;

/** Where the features say what they revoked. */
@ApplicationScoped
public class Revocations {

    private final RevocationOutbox outbox;
    private final Event<RecordedRevocation> recorded;

    Revocations(RevocationOutbox outbox, Event<RecordedRevocation> recorded) {
        this.outbox = outbox;
        this.recorded = recorded;
    }

    /**
     * Records a revocation as part of the present transaction. It is published once that commits, at least once.
     *
     * @param revokedAt tokens issued earlier are void
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(SessionRevoked.Scope scope, UUID subject, Instant revokedAt) {
        var message = new SessionRevoked(Uuid7.next(), scope, subject, revokedAt);
        outbox.add(message);
        recorded.fire(new RecordedRevocation(message));
    }
}
