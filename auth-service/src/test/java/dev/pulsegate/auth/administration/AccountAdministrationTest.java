package dev.pulsegate.auth.administration;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class AccountAdministrationTest {

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();
    private final Answer user = http.register(name);
    private final String userId = user.json().path("user").path("id").textValue();
    private final String[] admin = Http.bearer(http.adminToken());

    @Test
    void administratorsFindAccountsByPartOfTheirName() {
        var part = name.substring(2, name.length() - 1).toUpperCase(Locale.ROOT);
        var found = http.get("/api/auth/accounts?name=" + part, admin);

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.items("name")).containsExactly(name);
        assertThat(found.body()).doesNotContain("argon2").doesNotContain("hash");
        assertThat(http.get("/api/auth/accounts?name=%25", admin)
                        .json()
                        .path("total")
                        .intValue())
                .isZero();
        assertThat(http.get("/api/auth/accounts?size=1", admin).items("name")).hasSize(1);
        assertThat(http.get("/api/auth/accounts/" + userId, admin).text("name")).isEqualTo(name);
    }

    @Test
    void nobodyElseMay() {
        var tokens = List.of(Http.bearer(user.text("access_token")), Http.bearer(workerToken()));
        for (var bearer : tokens) {
            assertThat(http.get("/api/auth/accounts", bearer).status()).isEqualTo(403);
            assertThat(http.get("/api/auth/accounts/" + userId, bearer).status())
                    .isEqualTo(403);
            assertThat(change("{\"roles\":[\"ADMIN\"]}", bearer).status()).isEqualTo(403);
            assertThat(http.post("/api/auth/accounts", "{}", bearer).status()).isEqualTo(403);
            assertThat(http.get("/api/auth/signing-keys", bearer).status()).isEqualTo(403);
            assertThat(http.post("/api/auth/signing-keys/rotate", "", bearer).status())
                    .isEqualTo(403);
        }
        assertThat(http.get("/api/auth/accounts").status()).isEqualTo(401);
        assertThat(change("{\"roles\":[\"ADMIN\"]}").status()).isEqualTo(401);
    }

    @Test
    void aDisabledAccountIsOutAtOnceAndCannotSignIn() {
        var answer = change("{\"disabled\":true}", admin);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("disabled").booleanValue()).isTrue();
        assertThat(http.get("/api/auth/me", Http.bearer(user.text("access_token")))
                        .status())
                .isEqualTo(401);
        assertThat(http.login(name, Http.PASSWORD).text("detail"))
                .isEqualTo(http.login(name, "wrong password").text("detail"));
        assertThat(refresh().status()).isEqualTo(400);
    }

    @Test
    void anEnabledAccountSignsInAgainAndItsOldSessionsStayOver() {
        change("{\"disabled\":true}", admin);
        assertThat(change("{\"disabled\":false}", admin).status()).isEqualTo(200);
        var again = http.login(name, Http.PASSWORD);

        assertThat(again.status()).isEqualTo(200);
        assertThat(http.get("/api/auth/me", Http.bearer(again.text("access_token")))
                        .status())
                .isEqualTo(200);
        assertThat(refresh().status()).isEqualTo(400);
    }

    @Test
    void aRoleCountsFromTheNextTokenOnAndIsLostAtOnce() {
        assertThat(change("{\"roles\":[\"USER\",\"ADMIN\"]}", admin)
                        .json()
                        .path("roles")
                        .toString())
                .isEqualTo("[\"USER\",\"ADMIN\"]");
        var promoted = Http.bearer(refresh().text("access_token"));
        assertThat(http.get("/api/auth/accounts", promoted).status()).isEqualTo(200);

        assertThat(change("{\"roles\":[\"USER\"]}", admin).status()).isEqualTo(200);
        assertThat(http.get("/api/auth/accounts", promoted).status()).isIn(401, 403);
    }

    @Test
    void aNewPasswordIsSetForWhoeverForgotTheirs() {
        assertThat(change("{\"password\":\"set by the admin\"}", admin).status())
                .isEqualTo(200);
        assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(401);
        assertThat(http.login(name, "set by the admin").status()).isEqualTo(200);
        assertThat(refresh().status()).isEqualTo(400);
        assertThat(change("{\"password\":\"short\"}", admin).status()).isEqualTo(400);
    }

    @Test
    void administratorsMakeAccounts() {
        var made = Http.newName();
        var answer = http.post("/api/auth/accounts", Answer.json("name", made, "password", Http.PASSWORD), admin);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Location").orElse("")).endsWith("/api/auth/accounts/" + answer.text("id"));
        assertThat(http.login(made, Http.PASSWORD).status()).isEqualTo(200);
        assertThat(http.post("/api/auth/accounts", Answer.json("name", made, "password", Http.PASSWORD), admin)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whatIsNoChangeIsRefused() {
        for (var body : List.of(
                "",
                "null",
                "[]",
                "{\"roles\":[]}",
                "{\"roles\":[\"KING\"]}",
                "{\"roles\":[null]}",
                "{\"name\":\"other\"}")) {
            assertThat(change(body, admin).status()).as(body).isEqualTo(400);
        }
        assertThat(http.patch("/api/auth/accounts/01900000-0000-7000-8000-000000000000", "{}", admin)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theLastAdministratorStaysHoweverManyAskAtOnce() throws Exception {
        change("{\"roles\":[\"USER\",\"ADMIN\"]}", admin);
        var rootId = http.get("/api/auth/me", admin).text("id");
        var other = Http.bearer(refresh().text("access_token"));
        List<Callable<Answer>> demotions = List.of(
                () -> http.patch("/api/auth/accounts/" + rootId, "{\"roles\":[\"USER\"]}", other),
                () -> change("{\"disabled\":true}", admin));
        List<Integer> statuses;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses = callers.invokeAll(demotions).stream()
                    .map(Future::resultNow)
                    .map(Answer::status)
                    .toList();
        }

        assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
        var left = statuses.getFirst() == 200
                ? Http.bearer(refresh().text("access_token"))
                : Http.bearer(http.adminToken());
        var leftId = http.get("/api/auth/me", left).text("id");
        assertThat(http.patch("/api/auth/accounts/" + leftId, "{\"disabled\":true}", left)
                        .status())
                .isEqualTo(409);
        assertThat(http.patch("/api/auth/accounts/" + leftId, "{\"roles\":[\"USER\"]}", left)
                        .status())
                .isEqualTo(409);
        if (statuses.getFirst() == 200) {
            http.patch("/api/auth/accounts/" + rootId, "{\"roles\":[\"ADMIN\"]}", left);
            change("{\"roles\":[\"USER\"]}", Http.bearer(http.adminToken()));
        }
    }

    private Answer change(String patch, String... headers) {
        return http.patch("/api/auth/accounts/" + userId, patch, headers);
    }

    private Answer refresh() {
        return http.form(
                "/oauth/token", Map.of("grant_type", "refresh_token", "refresh_token", user.text("refresh_token")));
    }

    private String workerToken() {
        var key = http.post(
                "/api/auth/keys",
                "{\"name\":\"worker\",\"kind\":\"WORKER\",\"spaces\":[\"*\"]}",
                Http.bearer(http.adminToken()));
        return http.form("/oauth/token", Map.of("grant_type", "client_credentials", "client_secret", key.text("key")))
                .text("access_token");
    }
}
