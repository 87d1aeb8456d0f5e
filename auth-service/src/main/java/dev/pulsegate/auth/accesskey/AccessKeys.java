package dev.pulsegate.auth.accesskey;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;

import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.runtime.StartupEvent;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.account.Accounts;
import dev.pulsegate.auth.audit.AuditTrail;
import dev.pulsegate.auth.revocation.Revocations;
import dev.pulsegate.auth.secret.SecretToken;
import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.platform.audit.Actor;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.page.Page;
import dev.pulsegate.platform.task.Tasks;

/** Makes, checks and revokes access keys: {@code pgk_…} with 256 random bits, of which only the hash is kept. */
@ApplicationScoped
public class AccessKeys {

    private static final String PREFIX = "pgk_";
    private static final int SECRET_BYTES = 32;
    private static final int PRUNE_BATCH = 500;
    private static final Duration PRUNE_PERIOD = Duration.ofHours(1);

    /** An expired key is listed so long, so that its owner can see why a worker is refused. */
    private static final Duration SHOWN_AFTER_EXPIRY = Duration.ofDays(30);

    private static final Duration USE_PRECISION = Duration.ofMinutes(1);

    private final int maxPerAccount;
    private final AccessKeyTable table;
    private final Accounts accounts;
    private final Revocations revocations;
    private final AuditTrail audit;

    AccessKeys(AuthConfig config, AccessKeyTable table, Accounts accounts, Revocations revocations, AuditTrail audit) {
        this.maxPerAccount = config.accessKey().maxPerAccount();
        this.table = table;
        this.accounts = accounts;
        this.revocations = revocations;
        this.audit = audit;
    }

    /**
     * A key just made.
     *
     * @param secret what to sign in with, shown this once
     */
    public record Created(AccessKey key, SecretToken secret) {}

    /**
     * A key that was presented and is good.
     *
     * @param account who made it
     * @param at when that was, read while nobody could revoke it: whatever revokes it does so later
     */
    public record Recognised(AccessKey key, Account account, Instant at) {}

    /** Makes a key; empty if the account has as many as it may. */
    @Transactional
    public Optional<Created> create(UUID account, NewAccessKey wanted, Actor by) {
        // Locked, so that two requests at once do not both find room for one more.
        accounts.lock(account);
        if (table.count("accountId", account) >= maxPerAccount) {
            return Optional.empty();
        }
        var secret = SecretToken.random(PREFIX, Uuid7.next(), SECRET_BYTES);
        var key = new AccessKey(account, wanted, secret, now());
        table.persist(key);
        audit.record(AuditEntry.done(AuditAction.KEY_CREATE, by)
                .to(key.id(), wanted.name())
                .saying(scope(key)));
        return Optional.of(new Created(key, secret));
    }

    /** Looks up the key of a presented secret; empty if it is none, is revoked, has expired, or its account may not. */
    @Transactional
    public Optional<Recognised> recognise(String text) {
        return SecretToken.parse(PREFIX, SECRET_BYTES, text).flatMap(this::recognise);
    }

    private Optional<Recognised> recognise(SecretToken presented) {
        // The account first, as everyone does who locks both; the time once nobody else can change either.
        var account = table.ownerOf(presented.id()).flatMap(accounts::hold).filter(owner -> !owner.isDisabled());
        var key = account.flatMap(_ -> table.findByIdOptional(presented.id(), LockModeType.PESSIMISTIC_WRITE));
        var now = now();
        var good = key.filter(found -> found.hasSecret(presented) && !found.isOver(now));
        good.filter(used -> used.lastUsedAt()
                        .map(last -> now.isAfter(last.plus(USE_PRECISION)))
                        .orElse(true))
                .ifPresent(used -> used.usedAt(now));
        return good.map(found -> new Recognised(found, account.orElseThrow(), now));
    }

    /** Revokes a key; false if there is no such key. */
    @Transactional
    public boolean revoke(UUID id, Actor by) {
        return revoke(id, by, key -> true);
    }

    /** The same for the account's own keys only. */
    @Transactional
    public boolean revokeOwn(UUID id, Actor by) {
        return revoke(id, by, key -> key.accountId().equals(by.account()));
    }

    private boolean revoke(UUID id, Actor by, Predicate<AccessKey> mayBe) {
        var key = table.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).filter(mayBe);
        key.ifPresent(found -> {
            table.delete(found);
            revocations.record(SessionRevoked.Scope.ACCESS_KEY, found.id(), now());
            audit.record(AuditEntry.done(AuditAction.KEY_REVOKE, by)
                    .to(found.id(), found.name())
                    .saying(scope(found)));
        });
        return key.isPresent();
    }

    private static String scope(AccessKey key) {
        return key.kind() + " key for "
                + String.join(", ", key.kind() == KeyKind.WORKER ? key.spaces() : key.streams());
    }

    /** Returns all keys, the newest first. */
    @Transactional
    public Page<AccessKey> page(int page, int size) {
        return page(table.newestFirst(), page, size);
    }

    /** Returns an account's keys, the newest first. */
    @Transactional
    public Page<AccessKey> pageOf(UUID account, int page, int size) {
        return page(table.newestFirstOf(account), page, size);
    }

    private static Page<AccessKey> page(PanacheQuery<AccessKey> found, int page, int size) {
        return new Page<>(found.page(page, size).list(), page, size, found.count());
    }

    void keepPruning(@Observes StartupEvent event, Tasks tasks) {
        tasks.repeat("access-key-pruning", PRUNE_PERIOD, this::prune);
    }

    @Transactional
    void prune() {
        table.deleteExpired(now().minus(SHOWN_AFTER_EXPIRY), PRUNE_BATCH);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
