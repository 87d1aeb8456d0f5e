package dev.pulsegate.auth.revocation;

import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.UUID;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** The list of revocations as a stranger reads it. */
@AuthServiceTest
class PublishedRevocationsTest {

    private static final String PATH = "/.well-known/revocations";
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Http http = Http.fromNewAddress();
    private final Answer signedIn = http.register(Http.newName());
    private final String token = signedIn.text("access_token");
    private final String session =
            http.get("/api/auth/sessions", Http.bearer(token)).items("id").getFirst();

    @Inject
    Database database;

    private static JsonNode part(String jws, int index) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(jws.split("\\.", -1)[index]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode payload() {
        return part(http.get(PATH).body(), 1);
    }

    private boolean lists(String subject) {
        for (var revocation : payload().get("revocations")) {
            if (revocation.get("subject").textValue().equals(subject)) {
                assertThat(revocation.get("scope").textValue()).isEqualTo("SESSION");
                assertThat(revocation.get("revoked_at").textValue()).endsWith("Z");
                return true;
            }
        }
        return false;
    }

    @Test
    void whatWasRevokedIsListedUntilNoTokenCanLive() {
        assertThat(lists(session)).isFalse();
        http.post("/api/auth/logout", "", Http.bearer(token));
        Eventually.holds(SOON, () -> assertThat(lists(session)).isTrue());

        database.update(
                "update revocation set revoked_at = revoked_at - interval '11 minutes' where subject = ?",
                UUID.fromString(session));
        Eventually.holds(SOON, () -> assertThat(lists(session)).isFalse());
    }

    @Test
    void itIsSignedWithAPublishedKeyAndIsNoAccessToken() throws JoseException {
        var jws = http.get(PATH).body();
        var header = part(jws, 0);
        assertThat(header.get("typ").textValue()).isEqualTo("pulsegate-revocations+jwt");
        assertThat(header.get("alg").textValue()).isEqualTo("ES256");
        var key = new JsonWebKeySet(http.get("/.well-known/jwks.json").body())
                .findJsonWebKey(header.get("kid").textValue(), null, null, null);
        var signature = new JsonWebSignature();
        signature.setCompactSerialization(jws);
        signature.setKey(key.getKey());
        assertThat(signature.verifySignature()).isTrue();
        assertThat(http.get("/api/auth/me", Http.bearer(jws)).status()).isEqualTo(401);
    }

    @Test
    void itEndsSoonAndEachIsLaterThanTheOneBefore() {
        var one = payload();
        assertThat(one.get("exp").longValue() - one.get("iat").longValue()).isBetween(1L, 60L);
        assertThat(one.get("complete").booleanValue()).isTrue();
        Eventually.holds(SOON, () -> assertThat(payload().get("sequence").longValue())
                .isGreaterThan(one.get("sequence").longValue()));
    }

    @Test
    void whoHasItIsToldThatItHasNotChanged() {
        // Other tests revoke meanwhile, so that the list may change in between.
        Eventually.holds(SOON, () -> {
            var answer = http.get(PATH);
            var tag = answer.header("ETag").orElseThrow();
            assertThat(answer.header("Cache-Control")).contains("public, max-age=1");
            assertThat(http.get(PATH, "If-None-Match", tag).status()).isEqualTo(304);
        });
        assertThat(http.get(PATH, "If-None-Match", "W/\"another\"").status()).isEqualTo(200);
    }
}
