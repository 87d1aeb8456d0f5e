package dev.pulsegate.auth.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.StartupEvent;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

import dev.pulsegate.auth.AuthConfig;
import dev.pulsegate.auth.accesskey.AccessKeys;
import dev.pulsegate.auth.account.Account;
import dev.pulsegate.auth.session.SignIn;
import dev.pulsegate.auth.signingkey.SigningKeys;
import dev.pulsegate.contracts.TokenClaims;
import dev.pulsegate.platform.PlatformConfig;
import dev.pulsegate.platform.token.Holder;

/** Issues access tokens: JWTs (RFC 9068) signed with ES256, made of what {@link TokenClaims} describes. */
@ApplicationScoped
public class TokenIssuer {

    private final SigningKeys keys;
    private final PlatformConfig.Token platform;
    private final Duration lifetime;

    TokenIssuer(SigningKeys keys, PlatformConfig platform, AuthConfig auth) {
        this.keys = keys;
        this.platform = platform.token();
        this.lifetime = auth.token().lifetime();
    }

    void check(@Observes StartupEvent event) {
        if (lifetime.plus(platform.clockSkew()).compareTo(platform.revocationMemory()) > 0) {
            throw new IllegalStateException("pulsegate.auth.token.lifetime must not exceed"
                    + " pulsegate.platform.token.revocation-memory: a revoked token would come back to life");
        }
    }

    /** Issues a token for a person's session. */
    public AccessToken forSession(SignIn signIn) {
        var claims = claims(signIn.account(), Holder.USER, signIn.at());
        claims.setStringListClaim(TokenClaims.ROLES, signIn.account().role().granted());
        claims.setStringClaim(TokenClaims.SESSION_ID, signIn.session().id().toString());
        return sign(claims);
    }

    /** Issues a token for a worker or device: good for what its key is, and none of its owner's roles. */
    public AccessToken forKey(AccessKeys.Recognised recognised) {
        var key = recognised.key();
        var claims = claims(recognised.account(), key.kind().holder(), recognised.at());
        claims.setStringListClaim(TokenClaims.ROLES, List.of());
        claims.setStringClaim(TokenClaims.ACCESS_KEY_ID, key.id().toString());
        claims.setStringListClaim(TokenClaims.SPACES, key.spaces());
        claims.setStringListClaim(TokenClaims.STREAMS, key.streams());
        claims.setClaim(TokenClaims.OWNER_IS_ADMIN, recognised.account().isEnabledAdmin());
        return sign(claims);
    }

    private JwtClaims claims(Account account, Holder holder, Instant at) {
        long issuedAt = issuedAt(account, at);
        var claims = new JwtClaims();
        claims.setIssuer(platform.issuer());
        claims.setAudience(platform.audience());
        claims.setSubject(account.id().toString());
        claims.setIssuedAt(NumericDate.fromSeconds(issuedAt));
        claims.setExpirationTime(NumericDate.fromSeconds(issuedAt + lifetime.toSeconds()));
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setStringClaim(TokenClaims.NAME, account.name());
        claims.setStringClaim(TokenClaims.HOLDER, holder.claim());
        return claims;
    }

    /** In whole seconds, and later than what voids the account's older tokens, or it would void this one as well. */
    private static long issuedAt(Account account, Instant at) {
        long earliest = account.tokensVoidUntil()
                .map(until -> until.getEpochSecond() + 1)
                .orElse(0L);
        return Math.max(at.getEpochSecond(), earliest);
    }

    private AccessToken sign(JwtClaims claims) {
        var key = keys.active();
        var signature = new JsonWebSignature();
        signature.setHeader("typ", TokenClaims.TYPE);
        signature.setKeyIdHeaderValue(key.kid());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKey(key.privateKey());
        signature.setPayload(claims.toJson());
        try {
            return new AccessToken(signature.getCompactSerialization(), lifetime);
        } catch (JoseException e) {
            throw new IllegalStateException("A token could not be signed with key " + key.kid(), e);
        }
    }
}
