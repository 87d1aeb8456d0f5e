package dev.pulsegate.auth.bootstrap;

import jakarta.inject.Inject;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.auth.Answer;
import dev.pulsegate.auth.AuthServiceTest;
import dev.pulsegate.auth.DemoProfile;
import dev.pulsegate.auth.Http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@AuthServiceTest
@TestProfile(DemoProfile.class)
class DemoAdministratorTest {

    private final Http http = Http.fromNewAddress();

    @Inject
    FirstAdministrator first;

    @Test
    void theDemoAccountSignsInAndARestartLeavesItsNewPasswordAlone() {
        var signedIn = http.login("admin", "admin123");
        assertThat(signedIn.json().at("/user/roles").toString()).contains("ADMIN");
        http.post(
                "/api/auth/password",
                Answer.json("current_password", "admin123", "new_password", "a better password"),
                Http.bearer(signedIn.text("access_token")));

        first.atStart(new StartupEvent());

        assertThat(http.login("admin", "admin123").status()).isEqualTo(401);
        assertThat(http.login("admin", "a better password").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "no-such-host.invalid"})
    void whereOthersCanReachItTheServiceRefusesToStart(String listenAddress) {
        assertThatThrownBy(() -> FirstAdministrator.requireLoopback(listenAddress))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pulsegate.auth.demo-admin")
                .hasMessageContaining(listenAddress);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
    void onTheMachineItselfItStarts(String listenAddress) {
        assertThatCode(() -> FirstAdministrator.requireLoopback(listenAddress)).doesNotThrowAnyException();
    }
}
