package dev.pulsegate.auth.audit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** What was tried in vain is kept as well, in little room, and no secret with it. */
@AuthServiceTest
class FailedTriesTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();
    private final Events events = new Events();
    private final CapturedLog log = new CapturedLog();

    @Inject
    Database database;

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void failuresAreKeptTogetherAndTellNoNameThatIsNone() {
        http.register(name);
        var typed = "my-password-" + name;
        for (int i = 0; i < 3; i++) {
            assertThat(http.login(name, "wrong password").status()).isEqualTo(401);
            assertThat(http.login(typed, "wrong password").status()).isEqualTo(401);
        }
        http.form("/oauth/token", Map.of("grant_type", "client_credentials", "client_secret", "pgk_no_such_key"));

        Eventually.holds(SOON, () -> {
            var failures = events.from(http, "outcome=REFUSED");
            assertThat(times(failures, "SIGN_IN", name)).isEqualTo(3);
            assertThat(times(failures, "SIGN_IN", "")).isEqualTo(3);
            assertThat(times(failures, "KEY_SIGN_IN", "")).isEqualTo(1);
        });
        assertThat(events.ask("size=200").body()).doesNotContain(typed);
        assertThat(log.messages().toString()).doesNotContain(typed);
    }

    @Test
    void whoeverIsThrottledIsKeptAsSuch() {
        for (int i = 0; i < 11; i++) {
            http.login(name, "wrong password");
        }
        assertThat(http.login(name, "wrong password").status()).isEqualTo(429);
        Eventually.holds(SOON, () -> assertThat(Events.actions(events.from(http, "outcome=THROTTLED")))
                .contains("SIGN_IN"));
    }

    @Test
    void aFloodOfFailuresFromEverywhereTakesLittleRoom() {
        long before = database.count("select count(*) from audit_event");
        int tries = 3 * FailedTries.MOST;
        var seen =
                "select coalesce(sum(times), 0) from audit_event where outcome = 'REFUSED' and action = 'KEY_SIGN_IN'";
        long timesBefore = database.count(seen);
        var begin = System.nanoTime();
        for (int i = 0; i < tries; i++) {
            Http.fromNewAddress()
                    .form("/oauth/token", Map.of("grant_type", "client_credentials", "client_secret", "pgk_x"));
        }
        Eventually.holds(
                SOON, () -> assertThat(database.count(seen) - timesBefore).isGreaterThanOrEqualTo(tries));

        long periods = 2 + Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        assertThat(database.count("select count(*) from audit_event") - before)
                .isLessThanOrEqualTo(periods * (FailedTries.MOST + 10));
    }

    @Test
    void noPasswordTokenOrKeyIsEverInIt() {
        var secret = "SecretSecret" + name;
        var user = http.post(
                "/api/auth/register", Answer.json("name", name, "password", secret, "include_refresh_token", true));
        var root = Http.bearer(http.adminToken());
        var key = http.post("/api/auth/keys", "{\"name\":\"lab\",\"kind\":\"DEVICE\",\"streams\":[\"*\"]}", root);
        var named = http.post(
                "/api/auth/keys",
                Answer.json("name", key.text("key"), "kind", "DEVICE", "streams", List.of("*")),
                root);
        http.form("/oauth/token", Map.of("grant_type", "client_credentials", "client_secret", key.text("key") + "x"));
        http.login(name, secret + "wrong");
        http.login(secret, "x");
        http.post(
                "/api/auth/password",
                Answer.json("current_password", secret + "wrong", "new_password", secret + "new"),
                Http.bearer(user.text("access_token")));
        http.patch(
                "/api/auth/accounts/" + user.json().path("user").path("id").textValue(),
                Answer.json("password", secret + "set"),
                root);
        Eventually.holds(
                SOON, () -> assertThat(events.from(http, "outcome=REFUSED")).hasSizeGreaterThanOrEqualTo(4));

        for (var text : List.of(events.ask("size=200").body(), log.messages().toString())) {
            assertThat(text)
                    .doesNotContain(secret)
                    .doesNotContain(key.text("key"))
                    .doesNotContain(named.text("key"))
                    .doesNotContain(user.text("access_token"))
                    .doesNotContain(user.text("refresh_token"))
                    .doesNotContain("argon2");
        }
    }

    private static int times(List<JsonNode> events, String action, String subjectName) {
        return events.stream()
                .filter(event -> event.path("action").textValue().equals(action))
                .filter(event -> event.path("subject_name").textValue().equals(subjectName))
                .mapToInt(event -> event.path("times").intValue())
                .sum();
    }
}
