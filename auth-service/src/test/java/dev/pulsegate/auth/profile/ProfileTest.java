package dev.pulsegate.auth.profile;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class ProfileTest {

    private static final String NEW_PASSWORD = "another good password";

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();
    private final Answer signedIn = http.register(name);
    private final String[] me = Http.bearer(signedIn.text("access_token"));

    @Test
    void changingThePasswordEndsTheOtherSessionsAndKeepsThisOne() {
        var other = http.login(name, Http.PASSWORD);

        assertThat(change(Http.PASSWORD, NEW_PASSWORD).status()).isEqualTo(204);
        assertThat(http.get("/api/auth/me", me).status()).isEqualTo(200);
        assertThat(http.get("/api/auth/me", Http.bearer(other.text("access_token")))
                        .status())
                .isEqualTo(401);
        assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(401);
        assertThat(http.login(name, NEW_PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void thePasswordIsChangedOnlyByWhoKnowsIt() {
        assertThat(change("wrong password", NEW_PASSWORD).status()).isEqualTo(403);
        assertThat(change(Http.PASSWORD, "short").status()).isEqualTo(400);
        assertThat(change(Http.PASSWORD, name).status()).isEqualTo(400);
        assertThat(http.post("/api/auth/password", "{}", me).status()).isEqualTo(400);
        assertThat(http.post(
                                "/api/auth/password",
                                Answer.json("current_password", Http.PASSWORD, "new_password", NEW_PASSWORD))
                        .status())
                .isEqualTo(401);
        assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void guessingTheCurrentPasswordIsThrottled() {
        for (int i = 0; i < 10; i++) {
            assertThat(change("wrong password", NEW_PASSWORD).status()).isEqualTo(403);
        }
        // The address is the person's own, so that it is counted by itself as well.
        for (int i = 0; i < 10; i++) {
            assertThat(change("wrong password", NEW_PASSWORD).status()).isEqualTo(403);
        }

        assertThat(change(Http.PASSWORD, NEW_PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void mySessionsAreListedTheNewestFirstAndPaged() {
        http.post(
                "/api/auth/login",
                Answer.json("name", name, "password", Http.PASSWORD),
                "User-Agent",
                "a browser of mine");
        var page = http.get("/api/auth/sessions?size=1", me);

        assertThat(page.json().path("total").intValue()).isEqualTo(2);
        assertThat(page.items("user_agent")).containsExactly("a browser of mine");
        assertThat(page.items("address")).containsExactly(http.address());
        assertThat(page.items("current")).containsExactly("false");
        assertThat(http.get("/api/auth/sessions?size=1&page=1", me).items("current"))
                .containsExactly("true");
        assertThat(page.body()).doesNotContain("hash");
    }

    @Test
    void aPageOutOfRangeIsRefused() {
        for (var query : new String[] {"page=-1", "size=0", "size=201", "size=many"}) {
            assertThat(http.get("/api/auth/sessions?" + query, me).status())
                    .as(query)
                    .isIn(400, 404);
        }
    }

    @Test
    void iEndMySessionsAndNobodyElses() {
        var other = http.login(name, Http.PASSWORD);
        var otherId = http.get("/api/auth/sessions", me).items("id").getFirst();
        var stranger = http.register(Http.newName());

        assertThat(http.delete("/api/auth/sessions/" + otherId, Http.bearer(stranger.text("access_token")))
                        .status())
                .isEqualTo(404);
        assertThat(http.delete("/api/auth/sessions/" + otherId).status()).isEqualTo(401);
        assertThat(http.delete("/api/auth/sessions/" + otherId, me).status()).isEqualTo(204);
        assertThat(http.get("/api/auth/me", Http.bearer(other.text("access_token")))
                        .status())
                .isEqualTo(401);
        assertThat(http.delete("/api/auth/sessions/" + otherId, me).status()).isEqualTo(404);
        assertThat(http.delete("/api/auth/sessions/not-an-id", me).status()).isIn(400, 404);
    }

    private Answer change(String current, String next) {
        return http.post("/api/auth/password", Answer.json("current_password", current, "new_password", next), me);
    }
}
