package dev.pulsegate.platform.token;

import java.time.Instant;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.reactive.messaging.annotations.Blocking;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.contracts.SessionRevoked.Scope;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.channel.ChannelJson;

/**
 * Remembers what was revoked for as long as a token issued before can live. The memory is this process's own; what it
 * missed, {@link RevocationReader} reads.
 */
@ApplicationScoped
public class RevokedTokens {

    private record Subject(Scope scope, UUID id) {}

    private final Cache<Subject, Instant> revokedAt;
    private final ChannelJson json;
    private final Event<SessionRevoked> revocations;

    RevokedTokens(PlatformConfig config, ChannelJson json, Event<SessionRevoked> revocations) {
        this.revokedAt = Caffeine.newBuilder()
                .expireAfterWrite(config.token().revocationMemory())
                .build();
        this.json = json;
        this.revocations = revocations;
    }

    /** Takes a revocation from the channel; the same one may come twice. */
    @Incoming(SessionRevoked.CHANNEL + "-in")
    @Blocking(ordered = false)
    public void revoked(String message) {
        revoked(json.read(message, SessionRevoked.class));
    }

    /** Takes a revocation that may be known already; then nothing is done. */
    void learn(SessionRevoked revocation) {
        var known = revokedAt.getIfPresent(new Subject(revocation.scope(), revocation.subject()));
        if (known == null || known.isBefore(revocation.revokedAt())) {
            revoked(revocation);
        }
    }

    private void revoked(SessionRevoked revocation) {
        var subject = new Subject(revocation.scope(), revocation.subject());
        revokedAt.asMap().merge(subject, revocation.revokedAt(), RevokedTokens::later);
        revocations.fire(revocation);
    }

    /** Messages may come late or twice: an older one takes nothing back. */
    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Whether a token of this caller was revoked. */
    public boolean covers(Caller caller) {
        return caller.sessionId().filter(id -> isRevoked(Scope.SESSION, id)).isPresent()
                || caller.accessKeyId()
                        .filter(id -> isRevoked(Scope.ACCESS_KEY, id))
                        .isPresent()
                || isAccountRevoked(caller);
    }

    private boolean isRevoked(Scope scope, UUID id) {
        return revokedAt.getIfPresent(new Subject(scope, id)) != null;
    }

    /** An account may be enabled again: only what was issued up to its revocation is void. */
    private boolean isAccountRevoked(Caller caller) {
        var instant = revokedAt.getIfPresent(new Subject(Scope.ACCOUNT, caller.accountId()));
        return instant != null && !caller.issuedAt().isAfter(instant);
    }

    /** Whether a revocation concerns this caller, whatever the caller's token says of time. */
    public static boolean concerns(SessionRevoked revocation, Caller caller) {
        return switch (revocation.scope()) {
            case SESSION -> revocation.subject().equals(caller.session());
            case ACCESS_KEY -> revocation.subject().equals(caller.accessKey());
            case ACCOUNT ->
                revocation.subject().equals(caller.accountId())
                        && !caller.issuedAt().isAfter(revocation.revokedAt());
        };
    }
}
