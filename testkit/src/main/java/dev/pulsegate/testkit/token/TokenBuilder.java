package dev.pulsegate.testkit.token;

import java.security.Key;
import java.util.UUID;

import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** One token in the making: good unless a test makes it bad. */
public final class TokenBuilder {

    private static final long LIFETIME_SECONDS = 600;

    private final JwtClaims claims = new JwtClaims();
    private String type = Claims.TYPE;
    private String keyId;
    private Key key;

    TokenBuilder(String issuer, EllipticCurveJsonWebKey signingKey) {
        keyId = signingKey.getKeyId();
        key = signingKey.getPrivateKey();
        claims.setIssuer(issuer);
        claims.setAudience("pulsegate");
        claims.setClaim("jti", UUID.randomUUID().toString());
        expiresInSeconds(LIFETIME_SECONDS);
    }

    /** Sets a claim, whatever it is. */
    public TokenBuilder claim(String name, Object value) {
        claims.setClaim(name, value);
        return this;
    }

    /** Leaves a claim out. */
    public TokenBuilder without(String name) {
        claims.unsetClaim(name);
        return this;
    }

    /** Sets when the token was issued, seconds from now; negative is in the past. */
    public TokenBuilder issuedInSeconds(long seconds) {
        claims.setIssuedAt(inSeconds(seconds));
        return this;
    }

    /** Sets when the token ends, seconds from now, and when it was issued; negative is in the past. */
    public TokenBuilder expiresInSeconds(long seconds) {
        issuedInSeconds(Math.min(0, seconds - LIFETIME_SECONDS));
        claims.setExpirationTime(inSeconds(seconds));
        return this;
    }

    private static NumericDate inSeconds(long seconds) {
        var date = NumericDate.now();
        date.addSeconds(seconds);
        return date;
    }

    /** Sets the {@code typ} header; null leaves it out. */
    public TokenBuilder type(String typ) {
        type = typ;
        return this;
    }

    /** Sets the {@code kid} header; null leaves it out. */
    public TokenBuilder keyId(String kid) {
        keyId = kid;
        return this;
    }

    /** Signs with another key under the same {@code kid}. */
    public TokenBuilder signedWith(EllipticCurveJsonWebKey other) {
        key = other.getPrivateKey();
        return this;
    }

    /** The token, signed with ES256. */
    public String sign() {
        return sign(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256, key);
    }

    /** The token, signed with HS256. */
    String signedWithHmac(HmacKey secret) {
        return sign(AlgorithmIdentifiers.HMAC_SHA256, secret);
    }

    /** The token with {@code alg} none and no signature. */
    String unsigned() {
        return sign(AlgorithmIdentifiers.NONE, null);
    }

    private String sign(String algorithm, Key with) {
        var signature = new JsonWebSignature();
        signature.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setPayload(claims.toJson());
        signature.setKey(with);
        if (type != null) {
            signature.setHeader("typ", type);
        }
        if (keyId != null) {
            signature.setKeyIdHeaderValue(keyId);
        }
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
