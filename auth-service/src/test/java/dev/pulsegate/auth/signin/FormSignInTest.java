package dev.pulsegate.auth.signin;

import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class FormSignInTest {

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();

    @Test
    void registeringAndSigningInRedirectToTheStartPageSignedIn() {
        var registered = register(name, Http.PASSWORD, Http.PASSWORD);
        var signedIn = http.form("/login", Map.of("username", name, "password", Http.PASSWORD));

        for (var answer : new Answer[] {registered, signedIn}) {
            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("Location")).contains("/");
            var cookie = "pulsegate_access=" + answer.cookie("pulsegate_access");
            assertThat(http.get("/api/auth/me", "Cookie", cookie).text("name")).isEqualTo(name);
            assertThat(answer.setCookie("pulsegate_refresh")).isPresent();
        }
    }

    @Test
    void aWrongPasswordIsAnsweredWithAPage() {
        register(name, Http.PASSWORD, Http.PASSWORD);
        var answer = http.form("/login", Map.of("username", name, "password", "wrong password"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).contains("Name and password do not match.").doesNotContain(name);
        assertThat(answer.setCookie("pulsegate_access")).isEmpty();
    }

    @Test
    void whatIsNoRegistrationIsAnsweredWithAPageThatSaysWhy() {
        assertThat(register(name, Http.PASSWORD, "another password").body()).contains("The two passwords differ.");
        assertThat(register(name, "short", "short").status()).isEqualTo(400);
        assertThat(register("<script>alert(1)</script>", Http.PASSWORD, Http.PASSWORD)
                        .body())
                .doesNotContain("<script>");
        assertThat(http.form("/register", Map.of("username", name)).status()).isEqualTo(400);
        assertThat(register(name, Http.PASSWORD, Http.PASSWORD).status()).isEqualTo(302);
        assertThat(register(name, Http.PASSWORD, Http.PASSWORD).status()).isEqualTo(409);
    }

    @Test
    void anotherSiteMayNotPostTheForm() {
        register(name, Http.PASSWORD, Http.PASSWORD);
        var answer = http.form(
                "/login",
                Map.of("username", name, "password", Http.PASSWORD),
                "Origin",
                "https://evil.example",
                "Sec-Fetch-Site",
                "cross-site");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.setCookie("pulsegate_access")).isEmpty();
    }

    private Answer register(String username, String password, String confirmed) {
        return http.form(
                "/register", Map.of("username", username, "password", password, "confirm_password", confirmed));
    }
}
