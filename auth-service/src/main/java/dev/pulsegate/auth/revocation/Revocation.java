package dev.pulsegate.auth.revocation;

import java.time.Instant;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.pulsegate.contracts.SessionRevoked;

/** A revocation that others may yet have to hear of. */
@Entity
@Table(name = "revocation")
class Revocation {

    @Id
    private UUID id;

    @Enumerated(EnumType.STRING)
    private SessionRevoked.Scope scope;

    private UUID subject;

    @Column(name = "revoked_at")
    private Instant revokedAt;

    // Read and moved on by the outbox in SQL, across replicas.
    @SuppressWarnings("UnusedVariable")
    @Column(name = "publish_at", updatable = false)
    private Instant publishAt;

    /** For Hibernate. */
    protected Revocation() {}

    Revocation(SessionRevoked message, Instant publishAt) {
        this.id = message.messageId();
        this.scope = message.scope();
        this.subject = message.subject();
        this.revokedAt = message.revokedAt();
        this.publishAt = publishAt;
    }

    /** Returns what to publish. */
    SessionRevoked message() {
        return new SessionRevoked(id, scope, subject, revokedAt);
    }
}
