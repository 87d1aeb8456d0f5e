package dev.pulsegate.auth.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.testkit.log.CapturedLog;
import dev.pulsegate.testkit.wait.Eventually;

import static org.assertj.core.api.Assertions.assertThat;

/** Who did what, from where, and what came of it: as it is kept, and as it stands in the log. */
@AuthServiceTest
class AuditTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String LINE = "INFO dev.pulsegate.audit: ";

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();
    private final String[] admin = Http.bearer(Http.fromNewAddress().adminToken());
    private final CapturedLog log = new CapturedLog();

    @Inject
    Database database;

    @AfterEach
    void close() {
        log.close();
    }

    private Answer audit(String query) {
        return http.get("/api/auth/audit?" + query, admin);
    }

    private List<JsonNode> events(String query) {
        var answer = audit("size=200&" + query);
        assertThat(answer.status()).isEqualTo(200);
        return StreamSupport.stream(answer.json().path("items").spliterator(), false)
                .toList();
    }

    /** What the log says of one address, each line read as JSON. */
    private List<JsonNode> logged(String address) {
        var lines = new ArrayList<JsonNode>();
        for (var message : log.messages()) {
            if (message.startsWith(LINE)) {
                try {
                    lines.add(new ObjectMapper().readTree(message.substring(LINE.length())));
                } catch (JsonProcessingException e) {
                    throw new AssertionError(message, e);
                }
            }
        }
        return lines.stream()
                .filter(line -> line.path("address").textValue().equals(address))
                .toList();
    }

    private List<JsonNode> fromHere(String query) {
        return events(query).stream()
                .filter(event -> event.path("address").textValue().equals(http.address()))
                .toList();
    }

    private static List<String> actions(List<JsonNode> events) {
        return events.stream().map(event -> event.path("action").textValue()).toList();
    }

    @Test
    void whatAPersonDoesIsKeptWithWhoAndFromWhereAndLogged() {
        var user = http.register(name);
        var mine = Http.bearer(user.text("access_token"));
        var key = http.post("/api/auth/keys", "{\"name\":\"k\",\"kind\":\"WORKER\",\"spaces\":[\"none\"]}", mine);
        assertThat(key.status()).isEqualTo(403);
        http.login(name, Http.PASSWORD);
        http.post(
                "/api/auth/password",
                Answer.json("current_password", Http.PASSWORD, "new_password", "another good one"),
                mine);
        http.post("/api/auth/logout", "", mine);

        var events = events("actor=" + name);
        assertThat(actions(events)).containsExactly("SIGN_OUT", "PASSWORD_CHANGE", "SIGN_IN", "REGISTER");
        for (var event : events) {
            assertThat(event.path("actor").textValue()).isEqualTo(name);
            assertThat(event.path("actor_id"))
                    .isEqualTo(user.json().path("user").path("id"));
            assertThat(event.path("actor_kind").textValue()).isEqualTo("PERSON");
            assertThat(event.path("address").textValue()).isEqualTo(http.address());
            assertThat(event.path("outcome").textValue()).isEqualTo("SUCCEEDED");
            assertThat(event.path("service").textValue()).isEqualTo("auth-service");
        }
        assertThat(logged(http.address())).containsExactlyElementsOf(events.reversed());
    }

    @Test
    void whatAdministratorsDoIsKeptWithWhatItWasDoneTo() {
        var root = Http.bearer(http.adminToken());
        var id = http.post("/api/auth/accounts", Answer.json("name", name, "password", Http.PASSWORD), root)
                .text("id");
        var path = "/api/auth/accounts/" + id;
        http.patch(path, "{\"roles\":[\"ADMIN\"]}", root);
        http.patch(path, "{\"roles\":[\"ADMIN\"]}", root);
        http.patch(path, "{\"password\":\"set by the admin\",\"disabled\":true}", root);
        http.patch(path, "{\"disabled\":false}", root);
        http.patch(path, "{\"password\":\"short\",\"disabled\":true}", root);
        var key = http.post("/api/auth/keys", "{\"name\":\"lab\",\"kind\":\"WORKER\",\"spaces\":[\"A\",\"B\"]}", root);
        http.delete("/api/auth/keys/" + key.text("id"), root);

        var events = fromHere("actor=ROOT").reversed();
        assertThat(actions(events))
                .containsExactly(
                        "SIGN_IN",
                        "ACCOUNT_CREATE",
                        "ROLE_CHANGE",
                        "ACCOUNT_DISABLE",
                        "PASSWORD_SET",
                        "ACCOUNT_ENABLE",
                        "KEY_CREATE",
                        "KEY_REVOKE");
        assertThat(events.subList(1, 6)).allSatisfy(event -> {
            assertThat(event.path("subject").textValue()).isEqualTo(id);
            assertThat(event.path("subject_name").textValue()).isEqualTo(name);
            assertThat(event.path("actor_kind").textValue()).isEqualTo("ADMINISTRATOR");
        });
        assertThat(events.get(2).path("detail").textValue()).isEqualTo("USER to ADMIN");
        assertThat(events.get(6).path("subject").textValue()).isEqualTo(key.text("id"));
        assertThat(events.get(6).path("subject_name").textValue()).isEqualTo("lab");
        assertThat(events.get(6).path("detail").textValue()).isEqualTo("WORKER key for A, B");
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
            var failures = fromHere("outcome=REFUSED");
            assertThat(times(failures, "SIGN_IN", name)).isEqualTo(3);
            assertThat(times(failures, "SIGN_IN", "")).isEqualTo(3);
            assertThat(times(failures, "KEY_SIGN_IN", "")).isEqualTo(1);
        });
        assertThat(audit("size=200").body()).doesNotContain(typed);
        assertThat(log.messages().toString()).doesNotContain(typed);
    }

    private static int times(List<JsonNode> events, String action, String subjectName) {
        return events.stream()
                .filter(event -> event.path("action").textValue().equals(action))
                .filter(event -> event.path("subject_name").textValue().equals(subjectName))
                .mapToInt(event -> event.path("times").intValue())
                .sum();
    }

    @Test
    void whoeverIsThrottledIsKeptAsSuch() {
        for (int i = 0; i < 11; i++) {
            http.login(name, "wrong password");
        }
        assertThat(http.login(name, "wrong password").status()).isEqualTo(429);
        Eventually.holds(
                SOON, () -> assertThat(actions(fromHere("outcome=THROTTLED"))).contains("SIGN_IN"));
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
        Eventually.holds(SOON, () -> assertThat(fromHere("outcome=REFUSED")).hasSizeGreaterThanOrEqualTo(4));

        for (var text : List.of(audit("size=200").body(), log.messages().toString())) {
            assertThat(text)
                    .doesNotContain(secret)
                    .doesNotContain(key.text("key"))
                    .doesNotContain(named.text("key"))
                    .doesNotContain(user.text("access_token"))
                    .doesNotContain(user.text("refresh_token"))
                    .doesNotContain("argon2");
        }
    }

    @Test
    void theLogIsPagedAndFiltered() {
        http.register(name);
        http.login(name, Http.PASSWORD);
        var two = audit("actor=" + name + "&size=1&page=1");

        assertThat(two.items("action")).containsExactly("REGISTER");
        assertThat(two.json().path("total").intValue()).isEqualTo(2);
        assertThat(actions(events("action=SIGN_IN&actor=" + name))).containsExactly("SIGN_IN");
        var first = Instant.parse(
                two.json().path("items").get(0).path("happened_at").textValue());
        assertThat(actions(events("actor=" + name + "&until=" + first))).isEmpty();
        assertThat(actions(events("actor=" + name + "&since=" + first))).hasSize(2);
        assertThat(events("actor=" + name + "&since=2999-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void whatIsNoQueryIsRefused() {
        for (var query : List.of(
                "action=signed_in",
                "outcome=FINE",
                "since=yesterday",
                "until=1",
                "page=-1",
                "size=0",
                "size=201",
                "page=50&size=200",
                "actor=" + "a".repeat(65),
                "actor=a%0Ab")) {
            assertThat(audit(query).status()).as(query).isEqualTo(400);
        }
    }

    @Test
    void onlyAdministratorsReadIt() {
        var user = http.register(name);
        assertThat(http.get("/api/auth/audit").status()).isEqualTo(401);
        assertThat(http.get("/api/auth/audit", Http.bearer(user.text("access_token")))
                        .status())
                .isEqualTo(403);
    }
}
