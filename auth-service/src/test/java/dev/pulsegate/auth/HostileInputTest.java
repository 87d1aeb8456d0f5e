package dev.pulsegate.auth;

import java.net.URI;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.pulsegate.testkit.api.ApiWalk;
import dev.pulsegate.testkit.management.ManagementPort;

import static org.assertj.core.api.Assertions.assertThat;

/** Text and numbers nobody can use are refused, wherever they are sent. */
@AuthServiceTest
class HostileInputTest {

    private final Http http = Http.fromNewAddress();

    @Test
    void noParameterAndNoFieldOfAnyRouteBreaksAnything() throws Exception {
        var document = new ObjectMapper()
                .readTree(ManagementPort.get("/q/openapi?format=json").body());
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (var walk = new ApiWalk(URI.create("http://localhost:" + port), http.adminToken(), document)) {
            assertThat(walk.wrongAnswers()).isEmpty();
            assertThat(walk.sent()).isGreaterThan(100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nul\\u0000nul", "\\ud800abc", "a\\u001b[2J"})
    void aNameNobodyCanHaveIsRefusedWithItsField(String name) {
        var answer = http.post("/api/auth/login", "{\"name\":\"" + name + "\",\"password\":\"whatever it is\"}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/violations/0/field").textValue()).isEqualTo("name");
    }

    @Test
    void formsAreLookedAtToo() {
        assertThat(http.form("/oauth/token", Map.of("grant_type", "client_credentials", "client_secret", "a\0b"))
                        .status())
                .isEqualTo(400);
        assertThat(http.form("/login", Map.of("username", "a\0b", "password", "whatever it is"))
                        .status())
                .isEqualTo(400);
    }
}
