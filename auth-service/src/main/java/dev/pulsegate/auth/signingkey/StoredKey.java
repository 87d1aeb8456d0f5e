package dev.pulsegate.auth.signingkey;

import java.time.Instant;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "signing_key")
class StoredKey {

    @Id
    private String kid;

    @Enumerated(EnumType.STRING)
    private KeyState state;

    @Column(name = "public_key", updatable = false)
    private byte[] publicKey;

    @Column(name = "sealed_key", updatable = false)
    private byte[] sealedKey;

    @Column(name = "published_at", updatable = false)
    private Instant publishedAt;

    @Column(name = "activated_at")
    private Instant activatedAt;

    @Column(name = "retired_at")
    private Instant retiredAt;

    /** For Hibernate. */
    protected StoredKey() {}

    /** Makes one that is published and does not sign yet. */
    StoredKey(String kid, byte[] publicKey, byte[] sealedKey, Instant now) {
        this.kid = kid;
        this.state = KeyState.PENDING;
        this.publicKey = publicKey;
        this.sealedKey = sealedKey;
        this.publishedAt = now;
    }

    String kid() {
        return kid;
    }

    KeyState state() {
        return state;
    }

    byte[] publicKey() {
        return publicKey;
    }

    byte[] sealedKey() {
        return sealedKey;
    }

    Instant publishedAt() {
        return publishedAt;
    }

    Instant activatedAt() {
        return activatedAt;
    }

    Instant retiredAt() {
        return retiredAt;
    }

    void activate(Instant now) {
        state = KeyState.ACTIVE;
        activatedAt = now;
    }

    void retire(Instant now) {
        state = KeyState.RETIRED;
        retiredAt = now;
    }
}
