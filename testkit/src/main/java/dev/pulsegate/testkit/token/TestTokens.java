package dev.pulsegate.testkit.token;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Mints access tokens of one issuer and key. */
public final class TestTokens {

    private final String issuer;
    private final EllipticCurveJsonWebKey key;

    /** Mints as this issuer, with this key. */
    public TestTokens(String issuer, EllipticCurveJsonWebKey key) {
        this.issuer = issuer;
        this.key = key;
    }

    /** Mints as the {@link TestIssuer} the service under test was started with. */
    public static TestTokens ofRunningIssuer() {
        var config = ConfigProvider.getConfig();
        try {
            var key = PublicJsonWebKey.Factory.newPublicJwk(config.getValue(TestIssuer.KEY, String.class));
            return new TestTokens(config.getValue(TestIssuer.ISSUER, String.class), (EllipticCurveJsonWebKey) key);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new ES256 key. */
    public static EllipticCurveJsonWebKey newKey(String keyId) {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId(keyId);
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            key.setUse("sig");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static String privateJson(EllipticCurveJsonWebKey key) {
        return key.toJson(OutputControlLevel.INCLUDE_PRIVATE);
    }

    /** A token of a person, in a session of their own. */
    public TokenBuilder user() {
        return user(UUID.randomUUID());
    }

    /** A token of this person, in a session of their own. */
    public TokenBuilder user(UUID accountId) {
        return holder("user", accountId)
                .claim(Claims.ROLES, List.of("USER"))
                .claim(Claims.SESSION_ID, UUID.randomUUID().toString());
    }

    /** A token of an administrator. */
    public TokenBuilder admin() {
        return user().claim(Claims.ROLES, List.of("USER", "ADMIN"));
    }

    /** A token got with a device's access key that an administrator made, good for these streams. */
    public TokenBuilder device(String... streams) {
        return device(UUID.randomUUID(), streams).claim(Claims.OWNER_IS_ADMIN, true);
    }

    /** A token got with a device's access key that this person made, good for these streams where they are theirs. */
    public TokenBuilder device(UUID owner, String... streams) {
        return holder("device", owner)
                .claim(Claims.STREAMS, List.of(streams))
                .claim(Claims.ACCESS_KEY_ID, UUID.randomUUID().toString());
    }

    /** A token got with a worker's access key that an administrator made, good for these spaces. */
    public TokenBuilder worker(String... spaces) {
        return workerOf("ada", spaces).claim(Claims.OWNER_IS_ADMIN, true);
    }

    /** A token got with a worker's access key that a person of this name made, good for these spaces where they operate. */
    public TokenBuilder workerOf(String owner, String... spaces) {
        return holder("worker", UUID.randomUUID())
                .claim(Claims.NAME, owner)
                .claim(Claims.SPACES, List.of(spaces))
                .claim(Claims.ACCESS_KEY_ID, UUID.randomUUID().toString());
    }

    private TokenBuilder holder(String holder, UUID accountId) {
        return new TokenBuilder(issuer, key)
                .claim("sub", accountId.toString())
                .claim(Claims.NAME, "ada")
                .claim(Claims.HOLDER, holder);
    }

    /** Tokens that nobody must take, by what is wrong with them. */
    public Map<String, String> bad() {
        var bad = new LinkedHashMap<String, String>();
        bad.put("empty", "");
        bad.put("no token at all", "not.a.token");
        bad.put("random text", "x".repeat(100));
        bad.put("far too long", "x".repeat(100_000));
        bad.put("expired", user().expiresInSeconds(-60).sign());
        bad.put("without expiry", user().without("exp").sign());
        bad.put("without issue time", user().without("iat").sign());
        bad.put("other issuer", user().claim("iss", "https://evil.example").sign());
        bad.put("without issuer", user().without("iss").sign());
        bad.put("other audience", user().claim("aud", "something-else").sign());
        bad.put("without audience", user().without("aud").sign());
        bad.put("other typ", user().type("JWT").sign());
        bad.put("without typ", user().type(null).sign());
        bad.put("unknown kid", user().keyId("no-such-key").sign());
        bad.put("without kid", user().keyId(null).sign());
        bad.put(
                "signed with another key",
                user().signedWith(newKey(key.getKeyId())).sign());
        bad.put("alg none", user().unsigned());
        bad.put("HS256 with the public key", user().signedWithHmac(publicKeyAsSecret()));
        bad.put("signature of another token", mixed());
        bad.put("without subject", user().without("sub").sign());
        bad.put("subject is no UUID", user().claim("sub", "ada").sign());
        bad.put("without name", user().without(Claims.NAME).sign());
        bad.put("without holder", user().without(Claims.HOLDER).sign());
        bad.put("unknown holder", user().claim(Claims.HOLDER, "cat").sign());
        bad.put("session is no UUID", user().claim(Claims.SESSION_ID, "7").sign());
        bad.put("roles are no list", user().claim(Claims.ROLES, "ADMIN").sign());
        bad.put("roles hold numbers", user().claim(Claims.ROLES, List.of(1, 2)).sign());
        bad.put("name is a number", user().claim(Claims.NAME, 7).sign());
        bad.put("expiry is text", user().claim("exp", "tomorrow").sign());
        return bad;
    }

    private HmacKey publicKeyAsSecret() {
        return new HmacKey(key.getPublicKey().getEncoded());
    }

    private String mixed() {
        var mine = user().sign();
        var admins = admin().sign();
        return admins.substring(0, admins.lastIndexOf('.')) + mine.substring(mine.lastIndexOf('.'));
    }
}
