package dev.pulsegate.auth.revocation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.contracts.SessionRevoked;
import dev.pulsegate.contracts.SessionRevoked.Scope;
import dev.pulsegate.platform.token.TokenCheck;
import dev.pulsegate.platform.token.TokenVerifier;
import dev.pulsegate.testkit.broker.AmqpBroker;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class RevocationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** What came back from the broker. */
    @ApplicationScoped
    static class Heard {

        private final List<SessionRevoked> messages = new CopyOnWriteArrayList<>();

        void hear(@Observes SessionRevoked message) {
            messages.add(message);
        }

        long timesHeard(String subject) {
            return messages.stream()
                    .filter(message -> message.subject().toString().equals(subject))
                    .count();
        }

        boolean hasHeard(Scope scope, String subject) {
            return messages.stream()
                    .anyMatch(message -> message.scope() == scope
                            && message.subject().toString().equals(subject));
        }
    }

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();
    private final Answer signedIn = http.register(name);
    private final String token = signedIn.text("access_token");
    private final String sessionId =
            http.get("/api/auth/sessions", Http.bearer(token)).items("id").getFirst();

    @Inject
    Heard heard;

    @Inject
    Database database;

    @Inject
    TokenVerifier verifier;

    AmqpBroker broker;

    @Test
    void signingOutRevokesTheSessionsTokensEverywhere() {
        assertThat(verifier.verify(token)).isInstanceOf(TokenCheck.Valid.class);
        http.post("/api/auth/logout", "", Http.bearer(token));

        await(() -> heard.hasHeard(Scope.SESSION, sessionId));
        assertThat(verifier.verify(token)).isInstanceOf(TokenCheck.Invalid.class);
    }

    @Test
    void aRevocationIsSaidAgainForWhoeverDidNotListenUntilNoTokenOfItCanLive() {
        http.post("/api/auth/logout", "", Http.bearer(token));
        await(() -> heard.timesHeard(sessionId) >= 2);

        var row = UUID.fromString(sessionId);
        assertThat(database.update(
                        "update revocation set revoked_at = revoked_at - interval '11 minutes' where subject = ?", row))
                .isEqualTo(1);
        await(() -> database.update("update revocation set subject = subject where subject = ?", row) == 0);
    }

    @Test
    void aReplayedRefreshTokenRevokesTheSession() {
        var first = signedIn.text("refresh_token");
        var second = refresh(first).text("refresh_token");
        refresh(second);
        refresh(first);

        await(() -> heard.hasHeard(Scope.SESSION, sessionId));
    }

    @Test
    void changingThePasswordRevokesTheOtherSessionsOnly() {
        var other = http.login(name, Http.PASSWORD).text("access_token");
        var otherId =
                http.get("/api/auth/sessions", Http.bearer(other)).items("id").getFirst();
        http.post(
                "/api/auth/password",
                Answer.json("current_password", Http.PASSWORD, "new_password", "another good password"),
                Http.bearer(token));

        await(() -> heard.hasHeard(Scope.SESSION, otherId));
        assertThat(verifier.verify(other)).isInstanceOf(TokenCheck.Invalid.class);
        assertThat(verifier.verify(token)).isInstanceOf(TokenCheck.Valid.class);
        assertThat(heard.hasHeard(Scope.SESSION, sessionId)).isFalse();
    }

    @Test
    void revokingAKeyRevokesItsTokens() {
        var admin = Http.bearer(http.adminToken());
        var key = http.post("/api/auth/keys", "{\"name\":\"w\",\"kind\":\"WORKER\",\"spaces\":[\"*\"]}", admin);
        var workerToken = http.form(
                        "/oauth/token", Map.of("grant_type", "client_credentials", "client_secret", key.text("key")))
                .text("access_token");
        http.delete("/api/auth/keys/" + key.text("id"), admin);

        await(() -> heard.hasHeard(Scope.ACCESS_KEY, key.text("id")));
        assertThat(verifier.verify(workerToken)).isInstanceOf(TokenCheck.Invalid.class);
    }

    @Test
    void disablingAnAccountRevokesItsTokensAndNoneGivenOutAfterwards() {
        var accountId = signedIn.json().at("/user/id").textValue();
        var admin = Http.bearer(http.adminToken());
        http.patch("/api/auth/accounts/" + accountId, "{\"disabled\":true}", admin);

        await(() -> heard.hasHeard(Scope.ACCOUNT, accountId));
        assertThat(verifier.verify(token)).isInstanceOf(TokenCheck.Invalid.class);
        http.patch("/api/auth/accounts/" + accountId, "{\"disabled\":false}", admin);
        var again = http.login(name, Http.PASSWORD).text("access_token");
        assertThat(verifier.verify(again)).isInstanceOf(TokenCheck.Valid.class);
    }

    @Test
    void whatIsRevokedWhileTheBrokerIsAwayIsPublishedWhenItIsBack() {
        broker.stop();
        try {
            assertThat(http.post("/api/auth/logout", "", Http.bearer(token)).status())
                    .isEqualTo(204);
            assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);
            assertThat(http.get("/q/health/ready").status()).isEqualTo(200);
            assertThat(heard.hasHeard(Scope.SESSION, sessionId)).isFalse();
        } finally {
            broker.start();
        }

        await(() -> heard.hasHeard(Scope.SESSION, sessionId));
    }

    private Answer refresh(String refreshToken) {
        return http.form("/oauth/token", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("It did not happen within " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
