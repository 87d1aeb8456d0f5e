package dev.pulsegate.auth.session;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import dev.pulsegate.auth.secret.SecretToken;
import dev.pulsegate.auth.secret.Secrets;

/** One sign-in of one account, on one browser or client. Its row is there as long as it lasts. */
@Entity
@Table(name = "session")
public class Session {

    @Id
    private UUID id;

    @Column(name = "account_id", updatable = false)
    private UUID accountId;

    @Column(name = "family_hash", updatable = false)
    private byte[] familyHash;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "previous_hash")
    private byte[] previousHash;

    @Column(name = "rotated_at")
    private Instant rotatedAt;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    @Column(name = "expires_at", updatable = false)
    private Instant expiresAt;

    @Column(updatable = false)
    private String address;

    @Column(name = "user_agent", updatable = false)
    private String userAgent;

    /** For Hibernate. */
    protected Session() {}

    Session(UUID accountId, SecretToken token, Instant now, Duration lifetime, String address, String userAgent) {
        this.id = token.id();
        this.accountId = accountId;
        this.familyHash = RefreshTokens.familyHash(token);
        this.tokenHash = RefreshTokens.rotatingHash(token);
        this.rotatedAt = now;
        this.createdAt = now;
        this.expiresAt = now.plus(lifetime);
        this.address = address;
        this.userAgent = userAgent;
    }

    public UUID id() {
        return id;
    }

    /** Returns the account signed in. */
    public UUID accountId() {
        return accountId;
    }

    /** Returns when it was last refreshed; at first, when it began. */
    public Instant lastUsedAt() {
        return rotatedAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Returns when it ends even if it is used. */
    public Instant expiresAt() {
        return expiresAt;
    }

    /** Returns the address it was begun from. */
    public String address() {
        return address;
    }

    /** Returns what the client called itself. */
    public String userAgent() {
        return userAgent;
    }

    /** Says whether it has lapsed. */
    boolean isOver(Instant now, Duration idleLifetime) {
        return !now.isBefore(expiresAt) || !now.isBefore(rotatedAt.plus(idleLifetime));
    }

    /** Says whether a token was ever one of this session's. */
    boolean issued(SecretToken token) {
        return Secrets.same(familyHash, RefreshTokens.familyHash(token));
    }

    /** Says whether a token is the present one. */
    boolean isPresent(SecretToken token) {
        return Secrets.same(tokenHash, RefreshTokens.rotatingHash(token));
    }

    /** Says whether a token was the present one until a moment ago. */
    boolean isJustReplaced(SecretToken token, Instant now, Duration grace) {
        return previousHash != null
                && Secrets.same(previousHash, RefreshTokens.rotatingHash(token))
                && now.isBefore(rotatedAt.plus(grace));
    }

    /** Makes a token the present one. */
    void rotateTo(SecretToken next, Instant now) {
        previousHash = tokenHash;
        tokenHash = RefreshTokens.rotatingHash(next);
        rotatedAt = now;
    }
}
