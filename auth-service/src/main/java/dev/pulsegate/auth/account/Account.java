package dev.pulsegate.auth.account;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Somebody who can sign in. */
@Entity
@Table(name = "account")
public class Account {

    @Id
    private UUID id;

    @Column(updatable = false)
    private String name;

    @Column(name = "name_key", updatable = false)
    private String nameKey;

    @Column(name = "name_skeleton", insertable = false, updatable = false)
    private String nameSkeleton;

    @Enumerated(EnumType.STRING)
    private Role role;

    private boolean disabled;

    @Column(name = "password_hash")
    private String passwordHash;

    @Column(name = "tokens_void_until")
    private Instant tokensVoidUntil;

    @Column(name = "created_at", updatable = false)
    private Instant createdAt;

    /** For Hibernate. */
    protected Account() {}

    public UUID id() {
        return id;
    }

    /** Returns its name, as written at registration. */
    public String name() {
        return name;
    }

    /** Returns its name as names are compared. */
    public String nameKey() {
        return nameKey;
    }

    /** Returns what it may do. */
    public Role role() {
        return role;
    }

    /** Says whether it is kept from signing in. */
    public boolean isDisabled() {
        return disabled;
    }

    /** Says whether it is an administrator that can sign in. */
    public boolean isEnabledAdmin() {
        return role == Role.ADMIN && !disabled;
    }

    /** Returns the password's hash in PHC format. */
    public String passwordHash() {
        return passwordHash;
    }

    /** Returns the instant up to which its tokens are void, if there is one. */
    public Optional<Instant> tokensVoidUntil() {
        return Optional.ofNullable(tokensVoidUntil);
    }

    /** Returns when it was made. */
    public Instant createdAt() {
        return createdAt;
    }

    public void setPasswordHash(String phc) {
        this.passwordHash = phc;
    }

    public void setRole(Role role) {
        this.role = role;
    }

    /** Keeps it from signing in, or lets it again. */
    public void setDisabled(boolean disabled) {
        this.disabled = disabled;
    }

    /** Voids the tokens issued up to an instant. */
    public void voidTokensUntil(Instant instant) {
        this.tokensVoidUntil = instant;
    }
}
