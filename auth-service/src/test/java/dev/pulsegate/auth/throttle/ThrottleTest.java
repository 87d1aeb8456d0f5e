package dev.pulsegate.auth.throttle;

import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;

@AuthServiceTest
class ThrottleTest {

    private static final int PER_ACCOUNT = 10;
    private static final int PER_ADDRESS = 60;
    private static final int REGISTRATIONS = 20;

    private final Http http = Http.fromNewAddress();
    private final String name = Http.newName();

    @Test
    void afterTooManyWrongPasswordsEvenTheRightOneMustWait() {
        Http.fromNewAddress().register(name);
        for (int i = 0; i < PER_ACCOUNT; i++) {
            assertThat(Http.fromNewAddress().login(name, "wrong password").status())
                    .isEqualTo(401);
        }

        assertThrottled(http.login(name, Http.PASSWORD));
        assertThrottled(http.login(name.toUpperCase(Locale.ROOT), Http.PASSWORD));
        assertThat(http.form("/login", Map.of("username", name, "password", Http.PASSWORD))
                        .status())
                .isEqualTo(429);
    }

    @Test
    void anUnknownNameIsThrottledLikeAKnownOne() {
        for (int i = 0; i < PER_ACCOUNT; i++) {
            assertThat(Http.fromNewAddress().login(name, "wrong password").status())
                    .isEqualTo(401);
        }

        assertThrottled(http.login(name, "wrong password"));
    }

    @Test
    void othersFailuresDoNotKeepAPersonOutWhereTheyAreSignedInAlready() {
        http.register(name);
        for (int i = 0; i <= PER_ACCOUNT; i++) {
            Http.fromNewAddress().login(name, "wrong password");
        }

        assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);
        assertThrottled(Http.fromNewAddress().login(name, Http.PASSWORD));
    }

    @Test
    void aSuccessForgetsTheFailures() {
        http.register(name);
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < PER_ACCOUNT - 1; i++) {
                assertThat(http.login(name, "wrong password").status()).isEqualTo(401);
            }
            assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void anAddressThatKeepsFailingMustWaitWhateverItTries() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            assertThat(http.login(name + i, "wrong password").status()).isEqualTo(401);
        }

        assertThrottled(http.login(Http.newName(), "wrong password"));
        var token = http.form("/oauth/token", Map.of("grant_type", "client_credentials", "client_secret", "pgk_x"));
        assertThat(token.status()).isEqualTo(429);
        assertThat(token.header("Retry-After").orElse("")).matches("[1-9]\\d*");
        assertThat(Http.fromNewAddress().login(Http.newName(), "wrong password").status())
                .isEqualTo(401);
    }

    @Test
    void anIpv6NetworkCountsAsOneAddress() {
        for (int i = 0; i < PER_ADDRESS; i++) {
            Http.from("2001:db8:1:2::" + Integer.toHexString(i)).login(name + i, "wrong password");
        }

        assertThrottled(Http.from("2001:db8:1:2:ffff::1").login(Http.newName(), "wrong password"));
        assertThat(Http.from("2001:db8:1:3::1")
                        .login(Http.newName(), "wrong password")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void successesDoNotCount() {
        http.register(name);
        for (int i = 0; i < PER_ADDRESS + 1; i++) {
            assertThat(http.login(name, Http.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void anAddressRegistersOnlySoManyAccounts() {
        for (int i = 0; i < REGISTRATIONS; i++) {
            assertThat(http.register(Http.newName()).status()).isEqualTo(201);
        }

        assertThrottled(http.register(Http.newName()));
    }

    private static void assertThrottled(Answer answer) {
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("Retry-After").orElse("")).matches("[1-9]\\d*");
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
    }
}
