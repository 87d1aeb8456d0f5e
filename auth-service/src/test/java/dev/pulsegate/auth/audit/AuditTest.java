package dev.pulsegate.auth.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.testkit.log.CapturedLog;

import static org.assertj.core.api.Assertions.assertThat;

/** What was done, by whom and from where: as it is kept, and as it stands in the log. */
@AuthServiceTest
class AuditTest {

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

        var found = events.of("actor=" + name);
        assertThat(Events.actions(found)).containsExactly("SIGN_OUT", "PASSWORD_CHANGE", "SIGN_IN", "REGISTER");
        for (var event : found) {
            assertThat(event.path("actor").textValue()).isEqualTo(name);
            assertThat(event.path("actor_id"))
                    .isEqualTo(user.json().path("user").path("id"));
            assertThat(event.path("actor_kind").textValue()).isEqualTo("PERSON");
            assertThat(event.path("address").textValue()).isEqualTo(http.address());
            assertThat(event.path("outcome").textValue()).isEqualTo("SUCCEEDED");
            assertThat(event.path("service").textValue()).isEqualTo("auth-service");
        }
        assertThat(Events.logged(log, http)).containsExactlyElementsOf(found.reversed());
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

        var found = events.from(http, "actor=ROOT").reversed();
        assertThat(Events.actions(found))
                .containsExactly(
                        "SIGN_IN",
                        "ACCOUNT_CREATE",
                        "ROLE_CHANGE",
                        "ACCOUNT_DISABLE",
                        "PASSWORD_SET",
                        "ACCOUNT_ENABLE",
                        "KEY_CREATE",
                        "KEY_REVOKE");
        assertThat(found.subList(1, 6)).allSatisfy(event -> {
            assertThat(event.path("subject").textValue()).isEqualTo(id);
            assertThat(event.path("subject_name").textValue()).isEqualTo(name);
            assertThat(event.path("actor_kind").textValue()).isEqualTo("ADMINISTRATOR");
        });
        assertThat(found.get(2).path("detail").textValue()).isEqualTo("USER to ADMIN");
        assertThat(found.get(6).path("subject").textValue()).isEqualTo(key.text("id"));
        assertThat(found.get(6).path("subject_name").textValue()).isEqualTo("lab");
        assertThat(found.get(6).path("detail").textValue()).isEqualTo("WORKER key for A, B");
    }

    @Test
    void sessionsEndedFromElsewhereAndReplayedTokensAreKept() {
        var user = http.register(name);
        var mine = Http.bearer(user.text("access_token"));
        var first = http.get("/api/auth/sessions", mine).items("id").getFirst();
        http.login(name, Http.PASSWORD);
        var second = http.get("/api/auth/sessions", mine).items("id").getFirst();
        assertThat(http.delete("/api/auth/sessions/" + second, mine).status()).isEqualTo(204);
        assertThat(http.delete("/api/auth/sessions/" + second, mine).status()).isEqualTo(404);
        for (int i = 0; i < 3; i++) {
            http.form(
                    "/oauth/token", Map.of("grant_type", "refresh_token", "refresh_token", user.text("refresh_token")));
            database.update(
                    "update session set rotated_at = rotated_at - interval '11 seconds' where id = ?",
                    UUID.fromString(first));
        }

        assertThat(events.of("actor=" + name).getFirst().path("action").textValue())
                .isEqualTo("SESSION_END");
        assertThat(events.of("actor=" + name).getFirst().path("subject").textValue())
                .isEqualTo(second);
        assertThat(events.from(http, "action=REFRESH_REPLAY")).singleElement().satisfies(event -> {
            assertThat(event.path("subject_name").textValue()).isEqualTo(name);
            assertThat(event.path("outcome").textValue()).isEqualTo("REFUSED");
            assertThat(event.path("actor").textValue()).isEmpty();
            assertThat(event.path("detail").textValue()).isEqualTo("session " + first);
        });
    }

    @Test
    void rotatedSigningKeysAreKept() {
        assertThat(database.update(
                        "update signing_key set published_at = published_at - interval '1 day' where state = 'PENDING'",
                        null))
                .isEqualTo(1);
        var rotated = http.post("/api/auth/signing-keys/rotate", "", Http.bearer(http.adminToken()));
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(http.post("/api/auth/signing-keys/rotate", "", Http.bearer(http.adminToken()))
                        .status())
                .isEqualTo(409);

        assertThat(events.from(http, "action=SIGNING_KEY_ROTATE"))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("actor").textValue()).isEqualTo("Root");
                    assertThat(rotated.items("kid"))
                            .contains(event.path("subject").textValue());
                });
    }

    @Test
    void theLogIsPagedAndFiltered() {
        http.register(name);
        http.login(name, Http.PASSWORD);
        var two = events.ask("actor=" + name + "&size=1&page=1");

        assertThat(two.items("action")).containsExactly("REGISTER");
        assertThat(two.json().path("total").intValue()).isEqualTo(2);
        assertThat(Events.actions(events.of("action=SIGN_IN&actor=" + name))).containsExactly("SIGN_IN");
        var first = Instant.parse(
                two.json().path("items").get(0).path("happened_at").textValue());
        assertThat(Events.actions(events.of("actor=" + name + "&until=" + first)))
                .isEmpty();
        assertThat(Events.actions(events.of("actor=" + name + "&since=" + first)))
                .hasSize(2);
        assertThat(events.of("actor=" + name + "&since=2999-01-01T00:00:00Z")).isEmpty();
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
            assertThat(events.ask(query).status()).as(query).isEqualTo(400);
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
