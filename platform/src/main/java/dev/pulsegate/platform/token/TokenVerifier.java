package dev.pulsegate.platform.token;

import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

import dev.pulsegate.contracts.TokenClaims;
import dev.pulsegate.platform.PlatformConfig;

/**
 * Verifies access tokens, locally: signature (ES256 and nothing else), {@code typ}, issuer, audience, expiry, and that
 * nothing of it was revoked. Never blocks.
 */
@Startup
@ApplicationScoped
public class TokenVerifier {

    /** No token of ours is a tenth as long; more is not worth parsing. */
    private static final int MAX_LENGTH = 8 * 1024;

    private static final int REMEMBERED = 10_000;

    private final JwtConsumer consumer;
    private final VerificationKeys keys;
    private final RevokedTokens revoked;
    private final Duration clockSkew;
    private final Clock clock = Clock.systemUTC();
    private final Map<Failure, Counter> failures = new EnumMap<>(Failure.class);

    /** Signatures found good: a client sends the same token many times, and checking one costs more than all else. */
    private final Cache<String, Signed> signed =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    /**
     * A token whose signature is good.
     *
     * @param caller who it speaks for
     * @param keyId the id of the key it is signed with
     * @param key that key, which has to be published still
     */
    private record Signed(Caller caller, String keyId, Key key) {}

    /** Why a token does not hold. */
    private enum Failure {
        TOO_LONG("token too long"),
        EXPIRED("token expired"),
        NOT_VALID("token not valid"),
        REVOKED("token revoked");

        private final String words;

        Failure(String words) {
            this.words = words;
        }
    }

    TokenVerifier(PlatformConfig config, VerificationKeys keys, RevokedTokens revoked, MeterRegistry meters) {
        this.keys = keys;
        this.revoked = revoked;
        this.clockSkew = config.token().clockSkew();
        this.consumer = signedBy(keys, config.token())
                .setExpectedType(true, TokenClaims.TYPE)
                .setExpectedAudience(config.token().audience())
                .setRequireSubject()
                .build();
        for (var failure : Failure.values()) {
            var reason = failure.name().toLowerCase(Locale.ROOT);
            failures.put(failure, meters.counter("pulsegate.tokens.refused", "reason", reason));
        }
    }

    /** What holds for everything that auth-service signs. */
    static JwtConsumerBuilder signedBy(VerificationKeys keys, PlatformConfig.Token config) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setVerificationKeyResolver(publishedIn(keys))
                .setExpectedIssuer(config.issuer())
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setAllowedClockSkewInSeconds((int) config.clockSkew().toSeconds());
    }

    private static VerificationKeyResolver publishedIn(VerificationKeys keys) {
        return (signature, context) -> {
            var keyId = signature.getKeyIdHeaderValue();
            if (keyId == null) {
                throw new UnresolvableKeyException("no kid");
            }
            return keys.find(keyId).orElseThrow(() -> new UnresolvableKeyException("unknown kid"));
        };
    }

    /** Looks at a token; whatever it is, the answer says what came of it. */
    public TokenCheck verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return refused(Failure.TOO_LONG);
        }
        try {
            return check(signed(token));
        } catch (InvalidJwtException e) {
            return refused(e.hasErrorCode(ErrorCodes.EXPIRED) ? Failure.EXPIRED : Failure.NOT_VALID);
        } catch (MalformedClaimException | IllegalArgumentException | NullPointerException e) {
            return refused(Failure.NOT_VALID);
        }
    }

    private TokenCheck refused(Failure failure) {
        failures.get(failure).increment();
        return new TokenCheck.Invalid(failure.words);
    }

    private Signed signed(String token) throws InvalidJwtException, MalformedClaimException {
        var before = signed.getIfPresent(token);
        if (before != null
                && keys.find(before.keyId()).filter(before.key()::equals).isPresent()) {
            return before;
        }
        var context = consumer.process(token);
        var signature = context.getJoseObjects().getFirst();
        var now = new Signed(caller(context.getJwtClaims()), signature.getKeyIdHeaderValue(), signature.getKey());
        signed.put(token, now);
        return now;
    }

    /** What may change while a token's signature stays good. */
    private TokenCheck check(Signed token) {
        var caller = token.caller();
        if (!clock.instant().minus(clockSkew).isBefore(caller.expiresAt())) {
            return refused(Failure.EXPIRED);
        }
        return revoked.covers(caller) ? refused(Failure.REVOKED) : new TokenCheck.Valid(caller);
    }

    private static Caller caller(JwtClaims claims) throws MalformedClaimException {
        return new Caller(
                UUID.fromString(claims.getSubject()),
                claims.getStringClaimValue(TokenClaims.NAME),
                set(claims, TokenClaims.ROLES),
                Holder.ofClaim(claims.getStringClaimValue(TokenClaims.HOLDER)),
                id(claims, TokenClaims.SESSION_ID),
                id(claims, TokenClaims.ACCESS_KEY_ID),
                set(claims, TokenClaims.SPACES),
                set(claims, TokenClaims.STREAMS),
                claims.hasClaim(TokenClaims.OWNER_IS_ADMIN)
                        && claims.getClaimValue(TokenClaims.OWNER_IS_ADMIN, Boolean.class),
                Instant.ofEpochSecond(claims.getIssuedAt().getValue()),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
    }

    private static Set<String> set(JwtClaims claims, String name) throws MalformedClaimException {
        return claims.hasClaim(name) ? Set.copyOf(claims.getStringListClaimValue(name)) : Set.of();
    }

    private static UUID id(JwtClaims claims, String name) throws MalformedClaimException {
        return claims.hasClaim(name) ? UUID.fromString(claims.getStringClaimValue(name)) : null;
    }
}
