package dev.pulsegate.auth.session;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Database;
import dev.pulsegate.auth.Http;
import dev.pulsegate.auth.secret.SecretToken;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class RefreshTest {

    private final Http http = Http.fromNewAddress();
    private final Answer signedIn = http.register(Http.newName());

    @Inject
    Database database;

    @Test
    void theRefreshCookieGivesNewCookiesAndANewAccessToken() {
        var refreshed = refreshByCookie(signedIn.cookie("pulsegate_refresh"));

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.header("Cache-Control")).contains("no-store");
        assertThat(refreshed.json().has("refresh_token")).isFalse();
        assertThat(refreshed.cookie("pulsegate_refresh")).isNotEqualTo(signedIn.cookie("pulsegate_refresh"));
        assertThat(http.get("/api/auth/me", Http.bearer(refreshed.text("access_token")))
                        .status())
                .isEqualTo(200);
        assertThat(refreshByCookie(refreshed.cookie("pulsegate_refresh")).status())
                .isEqualTo(200);
    }

    @Test
    void aClientThatIsNoBrowserRefreshesAtTheTokenEndpoint() {
        var refreshed = refreshByGrant(signedIn.text("refresh_token"));

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.header("Cache-Control")).contains("no-store");
        assertThat(refreshed.text("token_type")).isEqualTo("Bearer");
        assertThat(refreshed.json().path("expires_in").intValue()).isEqualTo(600);
        assertThat(refreshByGrant(refreshed.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void theSameTokenSentTwiceAtOnceIsAnsweredAlike() throws Exception {
        Callable<Answer> refresh = () -> refreshByGrant(signedIn.text("refresh_token"));
        List<Future<Answer>> answers;
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = callers.invokeAll(
                    IntStream.range(0, 16).mapToObj(_ -> refresh).toList());
        }

        var next = answers.stream()
                .map(Future::resultNow)
                .map(answer -> answer.text("refresh_token"))
                .collect(Collectors.toSet());
        assertThat(next).hasSize(1);
        assertThat(refreshByGrant(next.iterator().next()).status()).isEqualTo(200);
    }

    @Test
    void aTokenReplacedTwiceEndsTheSessionForBothHolders() {
        var first = signedIn.text("refresh_token");
        var second = refreshByGrant(first).text("refresh_token");
        var third = refreshByGrant(second);

        assertInvalidGrant(refreshByGrant(first));
        assertInvalidGrant(refreshByGrant(third.text("refresh_token")));
        assertThat(http.get("/api/auth/me", Http.bearer(third.text("access_token")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aReplacedTokenEndsTheSessionOnceTheGraceIsOver() {
        var first = signedIn.text("refresh_token");
        var second = refreshByGrant(first).text("refresh_token");
        database.update("update session set rotated_at = rotated_at - interval '11 seconds' where id = ?", sessionId());

        assertInvalidGrant(refreshByGrant(first));
        assertInvalidGrant(refreshByGrant(second));
    }

    @Test
    void aMadeUpTokenDoesNotEndTheSession() {
        var real = signedIn.text("refresh_token");
        var madeUp = SecretToken.random("pgr_", sessionId(), 48).text();

        assertThat(madeUp).hasSameSizeAs(real);
        assertInvalidGrant(refreshByGrant(madeUp));
        assertInvalidGrant(refreshByGrant(real.substring(0, real.length() - 1)));
        assertInvalidGrant(refreshByGrant("x"));
        assertThat(refreshByGrant(real).status()).isEqualTo(200);
    }

    @Test
    void aSessionNotUsedForTooLongHasEnded() {
        database.update("update session set rotated_at = rotated_at - interval '30 days' where id = ?", sessionId());

        assertInvalidGrant(refreshByGrant(signedIn.text("refresh_token")));
    }

    @Test
    void aSessionEndsInTheEndHoweverMuchItIsUsed() {
        database.update("update session set expires_at = now() where id = ?", sessionId());

        assertInvalidGrant(refreshByGrant(signedIn.text("refresh_token")));
        assertThat(http.get("/api/auth/me", Http.bearer(signedIn.text("access_token")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void withoutAValidCookieTheBrowserIsToldAndItsCookiesAreTaken() {
        for (var answer : List.of(http.post("/api/auth/refresh"), refreshByCookie("nonsense"))) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
            assertThat(answer.setCookie("pulsegate_access").orElseThrow()).contains("Max-Age=0");
            assertThat(answer.setCookie("pulsegate_refresh").orElseThrow()).contains("Max-Age=0");
        }
    }

    @Test
    void theDatabaseHoldsNoRefreshToken() {
        assertThat(database.count("select count(*) from session where octet_length(token_hash) = 32"
                        + " and octet_length(family_hash) = 32"))
                .isEqualTo(database.count("select count(*) from session"));
    }

    private UUID sessionId() {
        var sessions = http.get("/api/auth/sessions", Http.bearer(signedIn.text("access_token")));
        return UUID.fromString(sessions.items("id").getFirst());
    }

    private Answer refreshByCookie(String token) {
        return http.post("/api/auth/refresh", "", "Cookie", "pulsegate_refresh=" + token);
    }

    private Answer refreshByGrant(String token) {
        return http.form("/oauth/token", Map.of("grant_type", "refresh_token", "refresh_token", token));
    }

    private static void assertInvalidGrant(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("error")).isEqualTo("invalid_grant");
    }
}
