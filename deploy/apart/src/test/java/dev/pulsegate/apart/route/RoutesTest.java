package dev.pulsegate.apart.route;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/api/auth/login, AUTH",
        "/oauth/token, AUTH",
        "/.well-known/jwks.json, AUTH",
        "/login, AUTH",
        "/register, AUTH",
        "/logout, AUTH",
        "/api/ecg/streams, ECG",
        "/ws/ecg/stream, ECG",
        "/, GATEWAY",
        "/api/spaces, GATEWAY",
        "/ws/worker, GATEWAY",
        "/socket.io/, GATEWAY",
        "/loginish, GATEWAY",
        "/api/authors, GATEWAY",
        "/api, GATEWAY",
    })
    void aPathGoesToTheServiceThatAnswersForIt(String path, Service service) {
        assertThat(Routes.serviceFor(path)).isEqualTo(service);
    }
}
