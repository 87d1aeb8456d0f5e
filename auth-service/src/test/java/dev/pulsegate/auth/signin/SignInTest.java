package dev.pulsegate.auth.signin;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.auth.account.AccountName;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class SignInTest {

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();

    @Inject
    Database database;

    @Test
    void registeringSignsInAndAnswersWithTheTokenAndTheUser() {
        var answer = http.post("/api/auth/register", Answer.json("name", name, "password", Http.PASSWORD));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").longValue()).isEqualTo(600);
        assertThat(answer.json().path("user").path("name").textValue()).isEqualTo(name);
        assertThat(answer.json().path("user").path("roles").toString()).isEqualTo("[\"USER\"]");
        assertThat(answer.json().has("refresh_token")).isFalse();
        assertThat(answer.header("Cache-Control")).contains("no-store");
        var me = http.get("/api/auth/me", Http.bearer(answer.text("access_token")));
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.text("name")).isEqualTo(name);
        assertThat(me.json().path("id")).isEqualTo(answer.json().path("user").path("id"));
    }

    @Test
    void cookiesAreOutOfReachOfScriptsAndOtherSites() {
        http.register(name);
        var answer = http.post("/api/auth/login", Answer.json("username", name, "password", Http.PASSWORD));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.setCookie("pulsegate_access").orElseThrow())
                .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=600")
                .doesNotContain("Secure");
        assertThat(answer.setCookie("pulsegate_refresh").orElseThrow())
                .contains("HttpOnly", "SameSite=Strict", "Path=/api/auth", "Max-Age=2592000");
        assertThat(answer.body()).doesNotContain("pgr_");
    }

    @Test
    void cookiesAreSecureWhenTheRequestCameByHttps() {
        var answer = http.post(
                "/api/auth/register",
                Answer.json("name", name, "password", Http.PASSWORD),
                "X-Forwarded-Proto",
                "https");

        assertThat(answer.setCookie("pulsegate_access").orElseThrow()).contains("Secure");
        assertThat(answer.setCookie("pulsegate_refresh").orElseThrow()).contains("Secure");
    }

    @Test
    void theAccessCookieAuthenticates() {
        var cookie = http.register(name).cookie("pulsegate_access");

        assertThat(http.get("/api/auth/me", "Cookie", "pulsegate_access=" + cookie)
                        .status())
                .isEqualTo(200);
        assertThat(http.get("/api/auth/me").status()).isEqualTo(401);
        assertThat(http.get("/api/auth/me", Http.bearer("no token")).status()).isEqualTo(401);
    }

    @Test
    void aNameIsTakenInWhateverCaseItIsWritten() {
        http.register(name);

        assertThat(http.register(name.toUpperCase(Locale.ROOT)).status()).isEqualTo(409);
        assertThat(http.login(name.toUpperCase(Locale.ROOT), Http.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void anUnknownNameAndAWrongPasswordCannotBeToldApart() {
        http.register(name);
        var hashesBefore = hashes();
        var wrong = http.login(name, "wrong password");
        var hashesBetween = hashes();
        var unknown = http.login(Http.newName(), "wrong password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text("detail")).isEqualTo(wrong.text("detail"));
        assertThat(hashesBetween - hashesBefore).isEqualTo(1);
        assertThat(hashes() - hashesBetween).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"name\":\"someone\"}",
                "{\"password\":\"long enough\"}",
                "{\"name\":{},\"password\":\"long enough\"}",
                "{\"name\":\"someone\",\"password\":\"long enough\",\"role\":\"ADMIN\"}",
                "{\"name\":\"ab\",\"password\":\"long enough\"}",
                "{\"name\":\"with blank\",\"password\":\"long enough\"}",
                "{\"name\":\"line\\nbreak\",\"password\":\"long enough\"}",
                "{\"name\":\"аdmin\",\"password\":\"long enough\"}",
                "{\"name\":\"someone\",\"password\":\"short\"}",
                "{\"name\":\"some-one\",\"password\":\"Some-One\"}"
            })
    void whatIsNoRegistrationIsRefusedWithAProblem(String body) {
        var answer = http.post("/api/auth/register", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    }

    @Test
    void passwordsAreTakenAsTheyAre() {
        var padded = "  pass word  ";
        http.post("/api/auth/register", Answer.json("name", name, "password", padded));

        assertThat(http.login(name, padded).status()).isEqualTo(200);
        assertThat(http.login(name, padded.strip()).status()).isEqualTo(401);
        assertThat(http.post("/api/auth/register", Answer.json("name", Http.newName(), "password", "x".repeat(128)))
                        .status())
                .isEqualTo(201);
        assertThat(http.post("/api/auth/register", Answer.json("name", Http.newName(), "password", "x".repeat(129)))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aLargeRequestIsRefusedUnread() {
        for (var path : List.of("/api/auth/login", "/login", "/oauth/token")) {
            assertThat(http.post(path, "x".repeat(16 * 1024 + 1)).status()).isEqualTo(413);
        }
        var unknownLength = BodyPublishers.fromPublisher(BodyPublishers.ofString("{}"));
        assertThat(http.send("POST", "/api/auth/login", unknownLength, "Content-Type", "application/json")
                        .status())
                .isEqualTo(411);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tab\\ttab", "with blank", "' or 1=1 --", "%", ""})
    void aNameThatCanBeNobodysIsUnknown(String impossible) {
        var answer = http.post("/api/auth/login", "{\"name\":\"" + impossible + "\",\"password\":\"whatever it is\"}");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(http.post("/api/auth/login", Answer.json("name", "x".repeat(257), "password", "whatever it is"))
                        .status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "Password1", "QWERTYUIOP", "1234567890", "iloveyou", "ａｄｍｉｎ１２３"})
    void aCommonPasswordIsRefused(String common) {
        var answer = http.post("/api/auth/register", Answer.json("name", Http.newName(), "password", common));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("detail")).contains("common");
    }

    @Test
    void aNameThatReadsLikeAnothersIsTaken() {
        var mine = "W" + Http.newName().substring(4) + "in";
        http.register(mine);
        for (var alike : List.of(mine.toUpperCase(Locale.ROOT).replace("IN", "İN"), mine.replace("in", "ın"))) {
            var answer = http.post("/api/auth/register", Answer.json("name", alike, "password", Http.PASSWORD));
            assertThat(answer.status()).as(alike).isEqualTo(409);
        }
    }

    @Test
    void anAccountFromBeforeSignsInThoughItReadsLikeAnother() {
        var mine = "W" + Http.newName().substring(4) + "in";
        http.register(mine);
        var before = http.register(Http.newName());
        var older = mine.replace("in", "İn");
        database.update(
                "update account set name = '%s', name_key = '%s', name_skeleton = null where id = ?"
                        .formatted(older, AccountName.keyOf(older)),
                UUID.fromString(before.json().path("user").path("id").textValue()));
        assertThat(http.post("/api/auth/login", Answer.json("name", older, "password", Http.PASSWORD))
                        .status())
                .isEqualTo(200);
        assertThat(http.post("/api/auth/login", Answer.json("name", mine, "password", Http.PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anotherContentTypeIsRefused() {
        assertThat(http.form("/api/auth/login", Map.of("name", name)).status()).isEqualTo(415);
    }

    @Test
    void signingOutEndsTheSessionAndTakesTheCookies() {
        var signedIn = http.register(name);
        var answer = http.post(
                "/api/auth/logout",
                "",
                "Cookie",
                "pulsegate_access=" + signedIn.cookie("pulsegate_access") + "; pulsegate_refresh="
                        + signedIn.cookie("pulsegate_refresh"));

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.setCookie("pulsegate_access").orElseThrow()).contains("Max-Age=0");
        assertThat(answer.setCookie("pulsegate_refresh").orElseThrow()).contains("Max-Age=0");
        assertThat(http.get("/api/auth/me", Http.bearer(signedIn.text("access_token")))
                        .status())
                .isEqualTo(401);
        assertThat(http.post(
                                "/api/auth/refresh",
                                "",
                                "Cookie",
                                "pulsegate_refresh=" + signedIn.cookie("pulsegate_refresh"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void signingOutNeedsNoMoreThanAnyOneToken() {
        var byBearer = http.register(name);
        assertThat(http.post("/api/auth/logout", "", Http.bearer(byBearer.text("access_token")))
                        .status())
                .isEqualTo(204);
        assertThat(http.get("/api/auth/me", Http.bearer(byBearer.text("access_token")))
                        .status())
                .isEqualTo(401);

        var byCookie = http.login(name, Http.PASSWORD);
        http.post("/api/auth/logout", "", "Cookie", "pulsegate_refresh=" + byCookie.cookie("pulsegate_refresh"));
        assertThat(http.get("/api/auth/me", Http.bearer(byCookie.text("access_token")))
                        .status())
                .isEqualTo(401);

        assertThat(http.post("/api/auth/logout").status()).isEqualTo(204);
        assertThat(http.post("/api/auth/logout", "", "Cookie", "pulsegate_access=x; pulsegate_refresh=y")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void anotherSiteMaySignNobodyIn() {
        http.register(name);
        var body = Answer.json("name", name, "password", Http.PASSWORD);

        assertThat(http.post("/api/auth/login", body, "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(http.post("/api/auth/login", body, "Origin", "https://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(http.post("/api/auth/login", body, "Sec-Fetch-Site", "same-origin")
                        .status())
                .isEqualTo(200);
    }

    private long hashes() {
        return http.get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("pulsegate_auth_password_hash_seconds_count"))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(0);
    }
}
