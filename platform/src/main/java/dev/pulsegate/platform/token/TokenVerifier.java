package dev.pulsegate.platform.token;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

import dev.pulsegate.contracts.TokenClaims;
import dev.pulsegate.platform.PlatformConfig;

import static org.jose4j.jwt.consumer.ErrorCodes.EXPIRED;

/**
 * Verifies access tokens, locally: signature (ES256 and nothing else), {@code typ}, issuer, audience, expiry, and that
 * nothing of it was revoked. Never blocks.
 */
@ApplicationScoped
public class TokenVerifier {

    /** No token of ours is a tenth as long; more is not worth parsing. */
    private static final int MAX_LENGTH = 8 * 1024;

    private final JwtConsumer consumer;
    private final RevokedTokens revoked;

    TokenVerifier(PlatformConfig config, VerificationKeys keys, RevokedTokens revoked) {
        this.revoked = revoked;
        this.consumer = new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                .setVerificationKeyResolver(publishedIn(keys))
                .setExpectedType(true, TokenClaims.TYPE)
                .setExpectedIssuer(config.token().issuer())
                .setExpectedAudience(config.token().audience())
                .setRequireSubject()
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setAllowedClockSkewInSeconds((int) config.token().clockSkew().toSeconds())
                .build();
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
            return new TokenCheck.Invalid("token too long");
        }
        try {
            var caller = caller(consumer.processToClaims(token));
            return revoked.covers(caller) ? new TokenCheck.Invalid("token revoked") : new TokenCheck.Valid(caller);
        } catch (InvalidJwtException e) {
            return new TokenCheck.Invalid(e.hasErrorCode(EXPIRED) ? "token expired" : "token not valid");
        } catch (MalformedClaimException | IllegalArgumentException | NullPointerException e) {
            return new TokenCheck.Invalid("token not valid");
        }
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
