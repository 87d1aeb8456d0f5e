package dev.pulsegate.auth.accesskey;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;
import dev.pulsegate.platform.token.AccessKeyExchange.Outcome;
import dev.pulsegate.platform.token.Holder;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;

import static org.assertj.core.api.Assertions.assertThat;

/** Trading an access key for a token. */
@AuthServiceTest
class KeyExchangeTest extends KeyOwnerTest {

    @Inject
    TokenVerifier verifier;

    @Test
    void aWorkersKeyGivesATokenForItsSpacesAndNoRoles() {
        var created = create(worker);
        var answer = exchange(created.text("key"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").intValue()).isEqualTo(600);
        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(verifier.verify(answer.text("access_token")))
                .isInstanceOfSatisfying(TokenCheck.Valid.class, valid -> {
                    var caller = valid.caller();
                    assertThat(caller.holder()).isEqualTo(Holder.WORKER);
                    assertThat(caller.roles()).isEmpty();
                    assertThat(caller.spaces()).containsExactlyInAnyOrder(echo, af);
                    assertThat(caller.streams()).isEmpty();
                    assertThat(caller.accessKeyId()).contains(UUID.fromString(created.text("id")));
                    assertThat(caller.sessionId()).isEmpty();
                    assertThat(caller.accountId().toString())
                            .isEqualTo(owner.json().at("/user/id").textValue());
                });
    }

    @Test
    void aDevicesKeyGivesATokenForItsStreams() {
        var token = exchange(create(device).text("key")).text("access_token");

        assertThat(verifier.verify(token)).isInstanceOfSatisfying(TokenCheck.Valid.class, valid -> {
            assertThat(valid.caller().holder()).isEqualTo(Holder.DEVICE);
            assertThat(valid.caller().mayUseStream(stream)).isTrue();
            assertThat(valid.caller().mayUseStream("any")).isFalse();
            assertThat(valid.caller().ownerIsAdmin()).isFalse();
            assertThat(valid.caller().mayServeSpace("any")).isFalse();
        });
    }

    @Test
    void aServiceInTheSameProcessTradesKeysWithoutHttp() {
        var created = create(worker);
        assertThat(exchange.exchange(created.text("key"), "203.0.113.7"))
                .isInstanceOfSatisfying(Outcome.Token.class, token -> assertThat(verifier.verify(token.accessToken()))
                        .isInstanceOfSatisfying(
                                TokenCheck.Valid.class,
                                valid -> assertThat(valid.caller().spaces()).containsExactlyInAnyOrder(echo, af)));

        http.delete("/api/auth/keys/" + created.text("id"), me);
        assertThat(exchange.exchange(created.text("key"), "203.0.113.7")).isEqualTo(new Outcome.Refused());
        assertThat(exchange.exchange("pgk_nonsense", "203.0.113.7")).isEqualTo(new Outcome.Refused());
    }

    @Test
    void theKeyMayBeGivenAsOAuthClientsDo() {
        var created = create(worker);
        var basic = Base64.getEncoder()
                .encodeToString((created.text("id") + ":" + created.text("key")).getBytes(StandardCharsets.UTF_8));

        assertThat(token(Map.of("grant_type", "client_credentials"), "Authorization", "Basic " + basic)
                        .status())
                .isEqualTo(200);
        assertThat(token(Map.of(
                                "grant_type", "client_credentials",
                                "client_id", created.text("id"),
                                "client_secret", created.text("key")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aKeyThatIsNotGoodIsRefusedAsOAuthSays() {
        var key = create(worker).text("key");
        var other = create(worker);
        var changed = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");
        var otherId = Map.of("grant_type", "client_credentials", "client_id", other.text("id"), "client_secret", key);

        for (var answer : List.of(
                exchange(changed),
                exchange("pgk_"),
                exchange(owner.text("refresh_token")),
                token(otherId),
                token(Map.of("grant_type", "client_credentials")),
                token(Map.of("grant_type", "client_credentials"), "Authorization", "Basic !!"),
                token(Map.of("grant_type", "client_credentials"), "Authorization", "Bearer x"))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.text("error")).isEqualTo("invalid_client");
            assertThat(answer.header("WWW-Authenticate").orElse("")).startsWith("Basic");
            assertThat(answer.header("Cache-Control")).contains("no-store");
        }
    }

    @Test
    void aTokenRequestOfTheWrongFormIsRefusedAsOAuthSays() {
        assertOAuthError(token(Map.of()), "invalid_request");
        assertOAuthError(token(Map.of("grant_type", "password")), "unsupported_grant_type");
        assertOAuthError(token(Map.of("grant_type", "refresh_token")), "invalid_request");
        var twice = http.send(
                "POST",
                "/oauth/token",
                HttpRequest.BodyPublishers.ofString("grant_type=refresh_token&grant_type=refresh_token"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertOAuthError(twice, "invalid_request");
        assertThat(http.post("/oauth/token", "{}").status()).isEqualTo(415);
    }

    @Test
    void aRevokedKeyIsGoodForNothing() {
        var created = create(worker);
        var id = created.text("id");

        assertThat(http.delete("/api/auth/keys/" + id, me).status()).isEqualTo(204);
        assertThat(exchange(created.text("key")).text("error")).isEqualTo("invalid_client");
        assertThat(http.get("/api/auth/keys", me).items("id")).isEmpty();
        assertThat(http.delete("/api/auth/keys/" + id, me).status()).isEqualTo(404);
    }

    @Test
    void anExpiredKeyIsGoodForNothing() {
        var soon = Instant.now().plus(1, ChronoUnit.HOURS);
        var created = create(
                Answer.json("name", "short", "kind", "WORKER", "spaces", List.of(echo), "expires_at", soon.toString()));

        assertThat(exchange(created.text("key")).status()).isEqualTo(200);
        database.update(
                "update access_key set expires_at = now() - interval '1 second' where id = ?",
                UUID.fromString(created.text("id")));
        assertThat(exchange(created.text("key")).text("error")).isEqualTo("invalid_client");
        assertThat(http.get("/api/auth/keys", me).items("last_used_at").getFirst())
                .startsWith("20");
    }

    @Test
    void theKeysOfADisabledAccountAreGoodForNothing() {
        var key = create(worker).text("key");
        var admin = Http.bearer(http.adminToken());
        var account = "/api/auth/accounts/" + owner.json().at("/user/id").textValue();

        http.patch(account, "{\"disabled\":true}", admin);
        assertThat(exchange(key).text("error")).isEqualTo("invalid_client");
        http.patch(account, "{\"disabled\":false}", admin);
        assertThat(exchange(key).status()).isEqualTo(200);
    }

    private static void assertOAuthError(Answer answer, String error) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo(error);
    }
}
