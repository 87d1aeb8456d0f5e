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

    @Test
    void theFormsArePagesThatNeedNoScript() {
        for (var path : new String[] {"/login", "/register"}) {
            var page = http.get(path + "?next=/admin/%22%3E%3Cb%3E");
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.header("Content-Type").orElse("")).startsWith("text/html");
            assertThat(page.body())
                    .contains("action=\"" + path + "\"", "name=\"username\"", "name=\"password\"")
                    .doesNotContain("<script", "style=\"", "<b>");
        }
        assertThat(http.get("/register").body()).contains("name=\"confirm_password\"");
        assertThat(http.get("/pages/style.css").status()).isEqualTo(200);
    }

    @Test
    void whoCameFromAPageGoesBackToItAndNowhereElse() {
        assertThat(http.get("/login?next=/admin/").body()).contains("value=\"/admin/\"");
        assertThat(http.get("/login?next=//evil.example").body()).doesNotContain("evil");
        register(name, Http.PASSWORD, Http.PASSWORD);
        for (var next : Map.of("/ai_project/7?a=b", "/ai_project/7?a=b", "https://evil.example", "/")
                .entrySet()) {
            var answer =
                    http.form("/login", Map.of("username", name, "password", Http.PASSWORD, "next", next.getKey()));
            assertThat(answer.header("Location")).contains(next.getValue());
        }
        var wrong = http.form("/login", Map.of("username", name, "password", "wrong password", "next", "/admin/"));
        assertThat(wrong.body()).contains("value=\"/admin/\"", "role=\"alert\"");
    }

    @Test
    void signingOutByFormEndsTheSessionAndTakesTheCookies() {
        var cookie = "pulsegate_access="
                + register(name, Http.PASSWORD, Http.PASSWORD).cookie("pulsegate_access");
        var answer = http.form("/logout", Map.of(), "Cookie", cookie);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).contains("/");
        assertThat(answer.cookie("pulsegate_access")).isEmpty();
        assertThat(http.get("/api/auth/me", "Cookie", cookie).status()).isEqualTo(401);
        assertThat(http.form("/logout", Map.of(), "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
    }

    private Answer register(String username, String password, String confirmed) {
        return http.form(
                "/register", Map.of("username", username, "password", password, "confirm_password", confirmed));
    }
}
