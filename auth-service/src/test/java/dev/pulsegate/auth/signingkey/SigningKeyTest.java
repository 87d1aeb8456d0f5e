package dev.pulsegate.auth.signingkey;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class SigningKeyTest {

    private final Http http = Http.fromNewAddress();
    private final String token = http.register(Http.newName()).text("access_token");
    private final String[] admin = Http.bearer(http.adminToken());

    @Inject
    Database database;

    @Inject
    SigningKeys keys;

    @Test
    void thePublishedKeysVerifyATokenAndGiveNothingElseAway() throws Exception {
        var jwks = http.get("/.well-known/jwks.json");

        assertThat(jwks.status()).isEqualTo(200);
        assertThat(jwks.header("Cache-Control")).contains("public, max-age=60");
        var signature = (JsonWebSignature) JsonWebStructure.fromCompactSerialization(token);
        assertThat(signature.getHeader("typ")).isEqualTo("at+jwt");
        assertThat(signature.getAlgorithmHeaderValue()).isEqualTo("ES256");
        var key = new JsonWebKeySet(jwks.body()).findJsonWebKey(signature.getKeyIdHeaderValue(), "EC", "sig", "ES256");
        signature.setKey(key.getKey());
        assertThat(signature.verifySignature()).isTrue();
        for (var published : jwks.json().path("keys")) {
            assertThat(published.propertyStream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder("kty", "crv", "x", "y", "kid", "use", "alg");
        }
    }

    @Test
    void aKeyIsPublishedBeforeItSignsAndUntilItsLastTokenHasExpired() {
        var before = kid(token);
        var next = states("PENDING").getFirst();
        assertThat(publishedKids()).contains(before, next);

        var tooEarly = rotate();
        assertThat(tooEarly.status()).isEqualTo(409);
        assertThat(Integer.parseInt(tooEarly.header("Retry-After").orElseThrow()))
                .isBetween(1, 120);
        assertThat(kid(newToken())).isEqualTo(before);

        letTimePass("published_at", "PENDING", "121 seconds");
        assertThat(rotate().status()).isEqualTo(200);

        assertThat(kid(newToken())).isEqualTo(next);
        assertThat(http.get("/api/auth/me", Http.bearer(token)).status()).isEqualTo(200);
        assertThat(publishedKids()).contains(before, next, states("PENDING").getFirst());

        letTimePass("retired_at", "RETIRED", "10 minutes");
        keys.refresh();
        assertThat(publishedKids()).contains(before);
        letTimePass("retired_at", "RETIRED", "30 seconds");
        keys.refresh();
        assertThat(publishedKids()).doesNotContain(before).hasSize(2);
        assertThat(http.get("/api/auth/me", Http.bearer(token)).status()).isEqualTo(401);
    }

    @Test
    void aKeyIsReplacedWhenItsTimeIsOverAndTheNextIsKnown() {
        var before = states("ACTIVE").getFirst();
        letTimePass("activated_at", "ACTIVE", "30 days");
        keys.refresh();
        assertThat(states("ACTIVE")).containsExactly(before);

        letTimePass("published_at", "PENDING", "121 seconds");
        keys.refresh();
        assertThat(states("ACTIVE")).doesNotContain(before).hasSize(1);
        assertThat(states("PENDING")).hasSize(1);
        assertThat(states("RETIRED")).contains(before);
    }

    @Test
    void whatAnotherReplicaRotatedIsSeen() {
        letTimePass("published_at", "PENDING", "121 seconds");
        var next = states("PENDING").getFirst();
        database.update("update signing_key set state = 'RETIRED', retired_at = now() where state = 'ACTIVE'", null);
        database.update("update signing_key set state = 'ACTIVE', activated_at = now() where state = 'PENDING'", null);
        keys.refresh();

        assertThat(states("ACTIVE")).containsExactly(next);
        assertThat(states("PENDING")).hasSize(1);
        assertThat(kid(newToken())).isEqualTo(next);
    }

    @Test
    void privateKeysAreEncryptedAtRest() {
        assertThat(database.count("select count(*) from signing_key where get_byte(sealed_key, 0) <> 1"))
                .isZero();
        for (var key : keys.all()) {
            var plain = HexFormat.of().formatHex(key.privateKey().getEncoded());
            assertThat(database.count("select count(*) from signing_key where encode(sealed_key, 'hex') like '%"
                            + plain.substring(plain.length() - 64) + "%'"))
                    .isZero();
        }
    }

    @Test
    void aTokenMadeInAnyOtherWayIsRefused() throws Exception {
        var active = keys.active();
        var good = sign(active.privateKey(), "ES256", active.kid(), "at+jwt", _ -> {});
        assertThat(http.get("/api/auth/me", Http.bearer(good)).status()).isEqualTo(200);

        var forged = Stream.of(
                        sign(null, "none", active.kid(), "at+jwt", _ -> {}),
                        sign(new HmacKey(active.publicKey().getEncoded()), "HS256", active.kid(), "at+jwt", _ -> {}),
                        sign(otherKey(), "ES256", active.kid(), "at+jwt", _ -> {}),
                        sign(otherKey(), "ES256", "unknown", "at+jwt", _ -> {}),
                        sign(active.privateKey(), "ES256", null, "at+jwt", _ -> {}),
                        sign(active.privateKey(), "ES256", active.kid(), "JWT", _ -> {}),
                        sign(active.privateKey(), "ES256", active.kid(), null, _ -> {}),
                        signed(claims -> claims.setIssuer("http://elsewhere")),
                        signed(claims -> claims.unsetClaim("iss")),
                        signed(claims -> claims.setAudience("another")),
                        signed(claims -> claims.unsetClaim("aud")),
                        signed(claims -> claims.setExpirationTime(
                                NumericDate.fromSeconds(NumericDate.now().getValue() - 10))),
                        signed(claims -> claims.unsetClaim("exp")),
                        signed(claims -> claims.unsetClaim("sub")),
                        signed(claims -> claims.unsetClaim("holder")),
                        good.substring(0, good.lastIndexOf('.') + 1),
                        "x".repeat(10_000))
                .toList();
        for (int i = 0; i < forged.size(); i++) {
            var answer = http.get("/api/auth/me", Http.bearer(forged.get(i)));
            assertThat(answer.status()).as("forgery %d", i).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Bearer");
        }
    }

    @Test
    void discoveryTellsWhereEverythingIs() {
        for (var path : List.of("/.well-known/openid-configuration", "/.well-known/oauth-authorization-server")) {
            var metadata = http.get(path);

            assertThat(metadata.status()).isEqualTo(200);
            assertThat(metadata.text("issuer")).isEqualTo("http://localhost:8080");
            assertThat(metadata.text("jwks_uri")).isEqualTo("http://localhost:8080/.well-known/jwks.json");
            assertThat(metadata.text("token_endpoint")).isEqualTo("http://localhost:8080/oauth/token");
            assertThat(metadata.json().path("grant_types_supported").toString())
                    .isEqualTo("[\"client_credentials\",\"refresh_token\"]");
        }
    }

    private String newToken() {
        return http.register(Http.newName()).text("access_token");
    }

    private Answer rotate() {
        return http.post("/api/auth/signing-keys/rotate", "", admin);
    }

    private void letTimePass(String column, String state, String time) {
        database.update(
                "update signing_key set %1$s = %1$s - interval '%2$s' where state = '%3$s'"
                        .formatted(column, time, state),
                null);
    }

    private List<String> states(String state) {
        return StreamSupport.stream(
                        http.get("/api/auth/signing-keys", admin)
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .filter(key -> key.path("state").textValue().equals(state))
                .map(key -> key.path("kid").textValue())
                .toList();
    }

    private List<String> publishedKids() {
        return StreamSupport.stream(
                        http.get("/.well-known/jwks.json").json().path("keys").spliterator(), false)
                .map((JsonNode key) -> key.path("kid").textValue())
                .toList();
    }

    private static String kid(String token) {
        try {
            return JsonWebStructure.fromCompactSerialization(token).getKeyIdHeaderValue();
        } catch (JoseException e) {
            throw new AssertionError(e);
        }
    }

    private String signed(Consumer<JwtClaims> change) throws JoseException {
        return sign(keys.active().privateKey(), "ES256", keys.active().kid(), "at+jwt", change);
    }

    private String sign(Key key, String algorithm, String kid, String type, Consumer<JwtClaims> change)
            throws JoseException {
        var signature = (JsonWebSignature) JsonWebStructure.fromCompactSerialization(token);
        signature.setKey(keys.find(signature.getKeyIdHeaderValue()).orElseThrow());
        JwtClaims claims;
        try {
            claims = JwtClaims.parse(signature.getPayload());
        } catch (InvalidJwtException e) {
            throw new AssertionError(e);
        }
        change.accept(claims);
        var forged = new JsonWebSignature();
        forged.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        forged.setAlgorithmHeaderValue(algorithm);
        forged.setKey(key);
        forged.setDoKeyValidation(false);
        if (kid != null) {
            forged.setKeyIdHeaderValue(kid);
        }
        if (type != null) {
            forged.setHeader("typ", type);
        }
        forged.setPayload(claims.toJson());
        return forged.getCompactSerialization();
    }

    private static Key otherKey() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair().getPrivate();
    }
}
