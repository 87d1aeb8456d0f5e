package dev.pulsegate.auth.accesskey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

import dev.pulsegate.auth.secret.SecretToken;
import dev.pulsegate.auth.secret.Secrets;

/** A key that a worker or device signs in with. Its row is there until it is revoked, or long after it expired. */
@Entity
@Table(name = "access_key")
public class AccessKey {

    @Id
    private UUID id;

    @Column(name = "account_id", updatable = false)
    private UUID accountId;

    @Column(updatable = false)
    private String name;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private KeyKind kind;

    @Column(name = "secret_hash", updatable = false)
    private byte[] secretHash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false)
    private List<String> spaces;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Column(updatable = false)
    private List<String> streams;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "expires_at", updatable = false)
    private Instant expiresAt;

    @Column(name = "last_used_at")
    private Instant lastUsedAt;

    /** For Hibernate. */
    protected AccessKey() {}

    AccessKey(UUID accountId, NewAccessKey wanted, SecretToken secret, Instant now) {
        this.id = secret.id();
        this.accountId = accountId;
        this.name = wanted.name().strip();
        this.kind = wanted.kind();
        this.secretHash = Secrets.sha256(secret.secret());
        this.spaces = wanted.spaces();
        this.streams = wanted.streams();
        this.createdAt = now;
        this.expiresAt = wanted.expiresAt();
    }

    public UUID id() {
        return id;
    }

    /** Returns the account that made it. */
    public UUID accountId() {
        return accountId;
    }

    /** Returns what its owner calls it. */
    public String name() {
        return name;
    }

    /** Returns what signs in with it. */
    public KeyKind kind() {
        return kind;
    }

    /** Returns the names of the spaces it is good for. */
    public List<String> spaces() {
        return List.copyOf(spaces);
    }

    /** Returns the ids of the streams it is good for. */
    public List<String> streams() {
        return List.copyOf(streams);
    }

    /** Returns when it was made. */
    public Instant createdAt() {
        return createdAt;
    }

    /** Returns when it expires, if it does. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** Returns when a token was last got with it, to the minute, if one was. */
    public Optional<Instant> lastUsedAt() {
        return Optional.ofNullable(lastUsedAt);
    }

    boolean isOver(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean hasSecret(SecretToken presented) {
        return Secrets.same(secretHash, Secrets.sha256(presented.secret()));
    }

    void usedAt(Instant now) {
        lastUsedAt = now;
    }
}
