package dev.pulsegate.auth.bootstrap;

import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jakarta.inject.Inject;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.TestProfile;
import org.eclipse.microprofile.config.ConfigProvider;
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

    private final Http http = Http.fromThisMachine();

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
    @ValueSource(
            strings = {
                "gate.example.org",
                "localhost.example.org:8081",
                "127.0.0.1.example.org",
                "192.168.1.7",
                "0.0.0.0:8081",
                "[2001:db8::1]:8081",
                "1.127.0.0.1"
            })
    void aRequestForAnotherHostIsTurnedAwayAndToldWhatToSet(String host) throws Exception {
        for (var request : List.of("GET /q/health/live", "GET /login", "POST /api/auth/login", "GET /nowhere")) {
            var answer = raw(request + " HTTP/1.1\r\nHost: " + host + "\r\n");
            assertThat(answer).startsWith("HTTP/1.1 421 ").contains("application/problem+json", "--no-demo");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1:8081", "127.9.8.7", "[::1]:8081", "[::1]"})
    void thisMachinesOwnNamesAreAnswered(String host) throws Exception {
        assertThat(raw("GET /q/health/live HTTP/1.1\r\nHost: " + host + "\r\n")).startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=192.0.2.1",
                "X-Forwarded-For: 127.0.0.1",
                "x-forwarded-host: localhost",
                "X-Forwarded-Anything: ",
                "Via: 1.1 gate",
                "X-Real-IP: 127.0.0.1",
                "Origin: https://gate.example.org",
                "Origin: http://localhost.example.org"
            })
    void whatComesThroughAProxyOrFromAnotherSiteIsRefusedAndToldWhatToSet(String header) throws Exception {
        assertThat(raw("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nSec-Fetch-Site: same-origin\r\n" + header
                        + "\r\n"))
                .startsWith("HTTP/1.1 403 ")
                .contains("application/problem+json", "--no-demo");
    }

    @Test
    void aFormOfOurOwnPagesWhichSendNoReferrerIsTaken() throws Exception {
        assertThat(raw("GET /q/health/live HTTP/1.1\r\nHost: localhost\r\nOrigin: null\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    /** Java's own client sets the Host itself. */
    private static String raw(String head) throws Exception {
        var port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((head + "Connection: close\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
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
