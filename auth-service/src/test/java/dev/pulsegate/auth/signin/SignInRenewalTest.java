package dev.pulsegate.auth.signin;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.DemoProfile;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

/** Sign-ins by form that every request keeps up, where paths are configured for that. */
@AuthServiceTest
@TestProfile(DemoProfile.class)
class SignInRenewalTest {

    private static final String ME = "/api/auth/me";

    private final Http http = Http.fromThisMachine();
    private final String name = Http.newName();
    private final Answer signedIn = http.form(
            "/register", Map.of("username", name, "password", Http.PASSWORD, "confirm_password", Http.PASSWORD));

    private static String refreshOf(Answer answer) {
        return "pulsegate_refresh=" + answer.cookie("pulsegate_refresh");
    }

    @Test
    void theRefreshCookieIsSentEverywhere() {
        assertThat(signedIn.setCookie("pulsegate_refresh")).hasValueSatisfying(cookie -> assertThat(cookie)
                .contains("Path=/;")
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Strict"));
    }

    @Test
    void aRequestWhoseAccessTokenHasEndedGoesOnAndBringsNewCookies() {
        var renewed = http.get(ME, "Cookie", refreshOf(signedIn));

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.text("name")).isEqualTo(name);
        var access = "pulsegate_access=" + renewed.cookie("pulsegate_access");
        assertThat(http.get(ME, "Cookie", access).status()).isEqualTo(200);
        var again = http.get(ME, "Cookie", refreshOf(renewed) + "; pulsegate_access=no.longer.good");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.cookie("pulsegate_refresh")).isNotEqualTo(renewed.cookie("pulsegate_refresh"));
        assertThat(http.get("/api/auth/sessions", "Cookie", access).items("id")).hasSize(1);
    }

    @Test
    void aBodyArrivesWhole() {
        var changed = http.post(
                "/api/auth/password",
                Answer.json("current_password", Http.PASSWORD, "new_password", "another good password"),
                "Cookie",
                refreshOf(signedIn));

        assertThat(changed.status()).isEqualTo(204);
        assertThat(http.login(name, "another good password").status()).isEqualTo(200);
    }

    @Test
    void whileTheAccessTokenHoldsNothingIsRenewed() {
        var access = "pulsegate_access=" + signedIn.cookie("pulsegate_access");
        var answer = http.get(ME, "Cookie", refreshOf(signedIn) + "; " + access);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.setCookie("pulsegate_refresh")).isEmpty();
    }

    @Test
    void otherPathsAndClientsThatNameTheirTokenAreLeftAlone() {
        var cookie = refreshOf(signedIn);
        for (var answer : new Answer[] {
            http.get("/api/auth/sessions", "Cookie", cookie),
            http.get(ME, "Cookie", cookie, "Authorization", "Bearer no.good.token"),
        }) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.setCookie("pulsegate_refresh")).isEmpty();
        }
        assertThat(http.get(ME, "Cookie", cookie).status()).isEqualTo(200);
    }

    @Test
    void anotherSiteRenewsNothing() {
        var answer =
                http.post("/api/auth/password", "{}", "Cookie", refreshOf(signedIn), "Sec-Fetch-Site", "cross-site");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.setCookie("pulsegate_refresh")).isEmpty();
    }

    @Test
    void whatIsNoSessionStaysSignedOutAndTheCookiesAreTaken() {
        http.form("/logout", Map.of(), "Cookie", refreshOf(signedIn));
        for (var cookie : new String[] {refreshOf(signedIn), "pulsegate_refresh=nonsense", "pulsegate_refresh="}) {
            var answer = http.get(ME, "Cookie", cookie);
            assertThat(answer.status()).as(cookie).isEqualTo(401);
            assertThat(answer.cookie("pulsegate_refresh")).isEmpty();
        }
    }

    @Test
    void requestsAtTheSameTimeAreAllAnswered() throws Exception {
        Callable<Answer> request = () -> http.get(ME, "Cookie", refreshOf(signedIn));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer :
                    threads.invokeAll(Stream.generate(() -> request).limit(5).toList())) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
        }
    }
}
