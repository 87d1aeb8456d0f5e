package dev.pulsegate.auth.session;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import org.jboss.logging.Logger;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.account.AccountName;
import dev.pulsegate.auth.account.Accounts;
import dev.pulsegate.auth.audit.Actors;
import dev.pulsegate.auth.audit.AuditTrail;
import dev.pulsegate.auth.client.Client;
import dev.pulsegate.auth.revocation.Revocations;
import dev.pulsegate.auth.secret.SecretToken;
import dev.pulsegate.contracts.SessionRevoked.Scope;
import dev.pulsegate.platform.audit.AuditAction;
import dev.pulsegate.platform.audit.AuditEntry;
import dev.pulsegate.platform.audit.AuditOutcome;
import dev.pulsegate.platform.id.Uuid7;
import dev.pulsegate.platform.page.Page;

/** Begins, refreshes and ends sessions. Whatever ends one early is recorded as a revocation in the same transaction. */
@Startup
@ApplicationScoped
public class Sessions {

    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final AuthConfig.Session config;
    private final SessionTable table;
    private final Accounts accounts;
    private final RefreshTokens tokens;
    private final Revocations revocations;
    private final AuditTrail audit;
    private final Counter replays;

    Sessions(
            AuthConfig config,
            SessionTable table,
            Accounts accounts,
            RefreshTokens tokens,
            Revocations revocations,
            AuditTrail audit,
            MeterRegistry meters) {
        this.config = config.session();
        this.table = table;
        this.accounts = accounts;
        this.tokens = tokens;
        this.revocations = revocations;
        this.audit = audit;
        this.replays = Counter.builder("pulsegate.auth.refresh.replayed")
                .description("Sessions ended because a replaced refresh token was presented again")
                .register(meters);
    }

    /**
     * Begins a session, unless the account was disabled or given another password since that was checked.
     *
     * @param checked the account as it was when its password was found right
     */
    @Transactional
    public Optional<SignIn> begin(Account checked, Client client) {
        return accounts.lock(checked.id())
                .filter(account -> !account.isDisabled())
                .filter(account -> account.passwordHash().equals(checked.passwordHash()))
                .map(account -> begin(account, client, now()));
    }

    private SignIn begin(Account account, Client client, Instant now) {
        table.ofAccount(account.id())
                .range(config.maxPerAccount() - 1, Integer.MAX_VALUE - 1)
                .list()
                .forEach(oldest -> {
                    end(oldest, now);
                    audit.record(AuditEntry.done(AuditAction.SESSION_END, Actors.of(account, client))
                            .to(oldest.id(), "")
                            .saying("the oldest of more than an account may have"));
                });
        var token = tokens.first(Uuid7.next());
        var session =
                new Session(account.id(), token, now, config.absoluteLifetime(), client.address(), client.userAgent());
        table.persist(session);
        return new SignIn(account, session, token, now);
    }

    /** Takes a refresh token and gives the next. Safe against the same token presented many times at once. */
    @Transactional
    public Refresh refresh(String text, Client client) {
        return RefreshTokens.parse(text).map(token -> refresh(token, client)).orElseGet(Refresh.Refused::new);
    }

    private Refresh refresh(SecretToken token, Client client) {
        // The account first, as everyone does who locks both; the time once nobody else can change either.
        var holder = table.ownerOf(token.id()).flatMap(accounts::hold).filter(account -> !account.isDisabled());
        var locked = holder.flatMap(_ -> table.lock(token.id()));
        var now = now();
        var session = locked.filter(found -> found.issued(token) && !found.isOver(now, config.idleLifetime()))
                .orElse(null);
        if (session == null) {
            return new Refresh.Refused();
        }
        var account = holder.orElseThrow();
        if (session.isPresent(token)) {
            var next = tokens.successor(token);
            session.rotateTo(next, now);
            return new Refresh.Renewed(new SignIn(account, session, next, now));
        }
        if (session.isJustReplaced(token, now, config.refreshGrace())) {
            return new Refresh.Renewed(new SignIn(account, session, tokens.successor(token), now));
        }
        LOG.warnf("A replaced refresh token of session %s was presented again; the session was ended", session.id());
        replays.increment();
        end(session, now);
        // Who presented it may be a thief, or the account's own browser after one.
        audit.record(AuditEntry.failed(AuditAction.REFRESH_REPLAY, AuditOutcome.REFUSED, Actors.stranger(client))
                .to(account.id(), account.name())
                .saying("session " + session.id()));
        return new Refresh.Replayed();
    }

    /** Signs out of the session of a refresh token, if it is one. */
    @Transactional
    public void signOutOf(String refreshToken, Client client) {
        RefreshTokens.parse(refreshToken)
                .flatMap(token -> table.lock(token.id()).filter(session -> session.issued(token)))
                .ifPresent(session -> end(session, AuditAction.SIGN_OUT, client));
    }

    /**
     * Ends an account's session, as its holder wants; false if the account has none of that id.
     *
     * @param how whether they signed out of it or ended it from another
     */
    @Transactional
    public boolean end(UUID account, UUID id, AuditAction how, Client client) {
        var session = table.lock(id).filter(found -> found.accountId().equals(account));
        session.ifPresent(found -> end(found, how, client));
        return session.isPresent();
    }

    private void end(Session session, AuditAction how, Client client) {
        end(session, now());
        audit.record(AuditEntry.done(how, Actors.of(accounts.findById(session.accountId()), client))
                .to(session.id(), ""));
    }

    private void end(Session session, Instant now) {
        table.delete(session);
        revocations.record(Scope.SESSION, session.id(), now);
    }

    /** Ends an account's sessions but for one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void endOthers(UUID account, UUID except) {
        var now = now();
        table.deleteAll(account, except).forEach(id -> revocations.record(Scope.SESSION, id, now));
    }

    /** Deletes all of an account's sessions; the caller records that the account's tokens are void. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void deleteAll(UUID account) {
        table.deleteAll(account, null);
    }

    /** Returns an account's session if it still lasts. */
    @Transactional
    public Optional<Session> find(UUID account, UUID id) {
        var now = now();
        return table.findByIdOptional(id)
                .filter(session -> session.accountId().equals(account))
                .filter(session -> !session.isOver(now, config.idleLifetime()));
    }

    /** Returns an account's sessions, the newest first. */
    @Transactional
    public Page<Session> page(UUID account, int page, int size) {
        var found = table.ofAccount(account);
        return new Page<>(found.page(page, size).list(), page, size, found.count());
    }

    /** Says whether the account of this name has a session that was begun from this address. */
    @Transactional
    public boolean isKnownAddress(String accountName, String address) {
        return table.count(
                        "address = ?1 and accountId in (select id from Account where nameKey = ?2)",
                        address,
                        AccountName.keyOf(accountName))
                > 0;
    }

    /** Deletes some of the sessions that lapsed and returns how many. */
    @Transactional
    int prune(int limit) {
        var now = now();
        return table.deleteLapsed(now, now.minus(config.idleLifetime()), limit);
    }

    /** In the precision the database keeps. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /** Returns how long a session may go on from now at most, for the cookie that holds its token. */
    public Duration cookieLifetime(Session session) {
        var left = Duration.between(now(), session.expiresAt());
        return left.compareTo(config.idleLifetime()) < 0 ? left : config.idleLifetime();
    }
}
